package org.lessor.server;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.lessor.engine.ConfiguredOption;
import org.lessor.engine.Lifetimes;
import org.lessor.engine.Network;
import org.lessor.engine.Parameters;
import org.lessor.engine.Pool;
import org.lessor.engine.Reception;
import org.lessor.engine.Settings;
import org.lessor.engine.Subnet;
import org.lessor.store.DurableLeaseStore;
import org.lessor.transport.PacketPort;
import org.lessor.transport.SimulatedNetwork;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Ipv4Prefix;
import org.lessor.wire.Option;

/// A server with one large subnet behind a relay, whose packets come from a port of the caller's.
record RelayedSite() implements Inlets {
  static final Ipv4 SERVER = Ipv4.of("10.0.0.1");
  static final Ipv4 RELAY = Ipv4.of("10.0.0.2");

  private static final Optional<Reception.Inlet> INLET =
      Optional.of(new Reception.Inlet("eth0", SERVER, List.of(SERVER)));

  static ServerCore core(
      PacketPort port,
      DurableLeaseStore leases,
      Settings settings,
      InstantSource clock,
      LongSupplier nanos,
      Statistics statistics) {
    return core(port, leases, settings, clock, nanos, statistics, Runnable::run);
  }

  static ServerCore core(
      PacketPort port,
      DurableLeaseStore leases,
      Settings settings,
      InstantSource clock,
      LongSupplier nanos,
      Statistics statistics,
      Executor departures) {
    return core(port, leases, settings, clock, nanos, statistics, departures, new RelayedSite());
  }

  static ServerCore core(
      PacketPort port,
      DurableLeaseStore leases,
      Settings settings,
      InstantSource clock,
      LongSupplier nanos,
      Statistics statistics,
      Executor departures,
      Inlets inlets) {
    SimulatedNetwork nowhere = new SimulatedNetwork(1);
    return ServerCore.of(
        new ServerCore.World(
            port,
            nowhere.host("server").echoProbe(),
            nowhere.host("neighbour").neighbours(),
            inlets,
            leases,
            clock,
            nanos,
            Ports.STANDARD,
            Scripts.NONE,
            departures),
        () -> {},
        settings,
        new Reclaiming(1, 100),
        statistics);
  }

  static Settings settings() {
    List<ConfiguredOption> options = new ArrayList<>();
    options.add(option(3, Bytes.ofUnsigned(10, 0, 0, 1)));
    options.add(option(6, Bytes.ofUnsigned(10, 0, 0, 1, 10, 0, 0, 3)));
    options.add(option(15, Bytes.ofText("example.org")));
    Subnet subnet =
        Subnet.of(
                1,
                Ipv4Prefix.of("10.0.0.0/8"),
                List.of(Pool.of(Ipv4.of("10.16.0.0"), Ipv4.of("10.63.255.255"))),
                Parameters.of(Lifetimes.fixed(7200)))
            .withOptions(options);
    return Settings.of(List.of(Network.of(subnet)));
  }

  private static ConfiguredOption option(int code, Bytes value) {
    return new ConfiguredOption(new Option(code, value), ConfiguredOption.Sending.ON_REQUEST);
  }

  @Override
  public Optional<Reception.Inlet> inlet(int interfaceIndex) {
    return INLET;
  }

  @Override
  public Reach reach(int interfaceIndex, Ipv4 address) {
    return Reach.ROUTE;
  }
}
