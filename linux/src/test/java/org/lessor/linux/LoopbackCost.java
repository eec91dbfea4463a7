package org.lessor.linux;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/// Measures what a datagram costs on loopback, for several batch sizes: the thread's CPU time for
/// sending it, and for receiving it with all that [ReceivedDatagrams] tells. CPU time, so that
/// other programs on the machine disturb it less. Not a test; run by hand:
///
/// ```
/// java --enable-native-access=ALL-UNNAMED -cp linux/target/classes:linux/target/test-classes \
///     org.lessor.linux.LoopbackCost
/// ```
public final class LoopbackCost {
  private static final int PAYLOAD_BYTES = 300;
  private static final int DATAGRAMS = 1 << 20;
  private static final int ROUNDS = 4;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private LoopbackCost() {}

  /// Prints a line for each batch size; the first rounds warm up.
  public static void main(String[] arguments) throws ErrnoException {
    for (int batch : new int[] {1, 8, 32, 64, 128}) {
      for (int round = 1; round <= ROUNDS; round++) {
        Cost cost = measure(batch);
        if (round == ROUNDS) {
          System.out.printf(
              Locale.ROOT,
              "batch %3d: %5d ns of CPU a datagram sent and received, %5d ns of it not in the"
                  + " kernel%n",
              batch,
              cost.totalNanos,
              cost.userNanos);
        }
      }
    }
  }

  private record Cost(long totalNanos, long userNanos) {}

  private static Cost measure(int batch) throws ErrnoException {
    try (UdpSocket sender = UdpSocket.at(Ip4.LOOPBACK, 0).open();
        UdpSocket receiver = UdpSocket.at(Ip4.LOOPBACK, 0).receiveBufferBytes(4 << 20).open()) {
      OutgoingDatagrams out = new OutgoingDatagrams(batch, PAYLOAD_BYTES);
      ReceivedDatagrams in = new ReceivedDatagrams(batch, 1500);
      long seen = 0;
      long totalStart = THREADS.getCurrentThreadCpuTime();
      long userStart = THREADS.getCurrentThreadUserTime();
      for (int sent = 0; sent < DATAGRAMS; sent += batch) {
        out.clear();
        while (!out.full()) {
          out.next()[0] = (byte) sent;
          out.add(PAYLOAD_BYTES, Ip4.LOOPBACK.bits(), receiver.port());
          out.via(0, Ip4.LOOPBACK.bits());
        }
        int taken = sender.send(out);
        int received = receiver.receive(in);
        for (int slot = 0; slot < in.count(); slot++) {
          seen += in.sourcePort(slot) + in.sizeBytes(slot) + in.interfaceIndex(slot);
        }
        if (taken != batch || received != batch) {
          throw new AssertionError("sent " + taken + ", received " + received);
        }
      }
      if (seen == 0) {
        throw new AssertionError("nothing was seen");
      }
      return new Cost(
          (THREADS.getCurrentThreadCpuTime() - totalStart) / DATAGRAMS,
          (THREADS.getCurrentThreadUserTime() - userStart) / DATAGRAMS);
    }
  }
}
