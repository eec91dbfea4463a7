package org.lessor.lab.simulation;

import java.util.function.UnaryOperator;
import org.lessor.client.host.HostConfigurator;
import org.lessor.store.Disk;
import org.lessor.store.DurableLeaseStore;
import org.lessor.transport.PacketPort;

/// Parts put in the place of the right ones, to see whether the simulation notices.
///
/// @param disk in the place of each server's disk
/// @param leases in the place of each server's lease store
/// @param port in the place of each server's packet port
/// @param kernel in the place of what each client configures
record Sabotage(
    UnaryOperator<Disk> disk,
    UnaryOperator<DurableLeaseStore> leases,
    UnaryOperator<PacketPort> port,
    UnaryOperator<HostConfigurator> kernel) {
  /// Everything is as it should be.
  static final Sabotage NONE =
      new Sabotage(
          UnaryOperator.identity(),
          UnaryOperator.identity(),
          UnaryOperator.identity(),
          UnaryOperator.identity());

  Sabotage withDisk(UnaryOperator<Disk> other) {
    return new Sabotage(other, leases, port, kernel);
  }

  Sabotage withLeases(UnaryOperator<DurableLeaseStore> other) {
    return new Sabotage(disk, other, port, kernel);
  }

  Sabotage withPort(UnaryOperator<PacketPort> other) {
    return new Sabotage(disk, leases, other, kernel);
  }

  Sabotage withKernel(UnaryOperator<HostConfigurator> other) {
    return new Sabotage(disk, leases, port, other);
  }
}
