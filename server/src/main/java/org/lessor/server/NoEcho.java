package org.lessor.server;

import java.util.Optional;
import org.lessor.linux.Errno;
import org.lessor.transport.EchoProbe;
import org.lessor.wire.Ipv4;

/// Stands where ICMP is not permitted and no ping check is asked for: every question is refused.
final class NoEcho implements EchoProbe {
  private final Doorbell bell = new Doorbell();

  @Override
  public int ask(int interfaceIndex, Ipv4 address, int sequence) {
    return Errno.EPERM;
  }

  @Override
  public Optional<EchoReply> receive() {
    return Optional.empty();
  }

  @Override
  public boolean await(long timeoutNanos) {
    try {
      bell.await(timeoutNanos);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  @Override
  public void wakeUp() {
    bell.ring();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
