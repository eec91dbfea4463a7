package org.lessor.transport;

import java.util.Optional;
import org.lessor.linux.Errno;
import org.lessor.wire.Ipv4;

/// The [EchoProbe] of a [SimulatedHost]. Used by the simulation's thread only.
public final class SimulatedEchoProbe implements EchoProbe {
  private final SimulatedHost host;
  private final int identifier;
  private final SimulatedQueue<EchoReply> replies = new SimulatedQueue<>();
  private final SimulatedReadiness readiness;
  private boolean closed;

  SimulatedEchoProbe(SimulatedHost host, int identifier) {
    this.host = host;
    this.identifier = identifier;
    this.readiness = new SimulatedReadiness(host.network(), () -> !replies.isEmpty());
  }

  /// Runs `action`, as an event at the same virtual time, whenever replies have arrived or
  /// [#wakeUp] was called. It replaces the action given before.
  public void whenReady(Runnable action) {
    readiness.whenReady(action);
  }

  @Override
  public int ask(int interfaceIndex, Ipv4 address, int sequence) {
    if (closed) {
      return Errno.EBADF;
    }
    SimulatedInterface out = host.interfaceWith(interfaceIndex);
    if (interfaceIndex != 0 && out == null) {
      return Errno.ENODEV;
    }
    if (out != null && !out.isUp()) {
      return Errno.ENETDOWN;
    }
    Ipv4 source = host.addressTowards(out);
    if (source.isUnspecified()) {
      return Errno.ENETUNREACH;
    }
    var request =
        new SimulatedFrame.Echo(SimulatedFrame.EchoKind.REQUEST, identifier, sequence & 0xffff);
    host.send(out, SimulatedFrame.Ip.of(source, address, request));
    return 0;
  }

  void arrived(Ipv4 from, SimulatedFrame.Echo echo) {
    if (echo.identifier() == identifier) {
      replies.put(new EchoReply(from, echo.sequence()));
      readiness.arrived();
    }
  }

  @Override
  public Optional<EchoReply> receive() {
    return Optional.ofNullable(replies.poll());
  }

  @Override
  public boolean await(long timeoutNanos) {
    return readiness.await(timeoutNanos);
  }

  @Override
  public void wakeUp() {
    if (!closed) {
      readiness.wakeUp();
    }
  }

  @Override
  public void close() {
    closed = true;
    replies.clear();
    host.closed(this);
  }
}
