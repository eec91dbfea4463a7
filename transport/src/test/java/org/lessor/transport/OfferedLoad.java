package org.lessor.transport;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/// A port at which clients begin at a given rate, whether or not those before were served, at
/// virtual time: receiving a datagram takes some of it, and sending one takes more, which stands
/// for all the work of an answer. What waits to be received has an end, as a socket's buffer has. A
/// client that gets no answer goes away. One thread uses it.
public final class OfferedLoad implements PacketPort {
  private static final int BUFFER_DATAGRAMS = 4096;

  private final RelayedClients messages;
  private final long betweenNanos;
  private final long receiveNanos;
  private final long answerNanos;
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private long nanos;
  private long nextNanos;
  private int begun;
  private long completed;
  private long dropped;

  /// Clients that come `betweenNanos` apart, to a server that takes `receiveNanos` and
  /// `answerNanos` for each datagram.
  public OfferedLoad(
      int serverBits, int relayBits, long betweenNanos, long receiveNanos, long answerNanos) {
    this.messages = new RelayedClients(serverBits, relayBits);
    this.betweenNanos = betweenNanos;
    this.receiveNanos = receiveNanos;
    this.answerNanos = answerNanos;
  }

  /// The virtual time.
  public long nanoTime() {
    return nanos;
  }

  /// Clients that got their DHCPACK.
  public long completed() {
    return completed;
  }

  /// Clients that came.
  public long begun() {
    return begun;
  }

  /// Datagrams in the buffer.
  public int waiting() {
    return waiting.size();
  }

  private void come() {
    while (nextNanos <= nanos) {
      byte[] payload = new byte[RelayedClients.PAYLOAD];
      messages.discover(payload, begun, begun);
      begun++;
      nextNanos += betweenNanos;
      arrive(payload);
    }
  }

  private void arrive(byte[] payload) {
    if (waiting.size() == BUFFER_DATAGRAMS) {
      dropped++;
    } else {
      waiting.add(payload);
    }
  }

  @Override
  public int receive(InboundBatch batch) {
    batch.clear();
    come();
    while (!batch.full() && !waiting.isEmpty()) {
      messages.deliver(waiting.remove(), batch.add());
    }
    nanos += batch.count() * receiveNanos;
    return batch.count();
  }

  @Override
  public int send(OutboundBatch batch) {
    for (int i = 0; i < batch.count(); i++) {
      nanos += answerNanos;
      come();
      ByteBuffer reply = ByteBuffer.wrap(batch.packet(i).buffer());
      switch (RelayedClients.type(reply)) {
        case RelayedClients.OFFER -> {
          byte[] payload = new byte[RelayedClients.PAYLOAD];
          messages.discover(payload, RelayedClients.xid(reply), RelayedClients.xid(reply));
          messages.request(payload, reply);
          arrive(payload);
        }
        case RelayedClients.ACK -> completed++;
        default -> throw new AssertionError("not an answer that anybody waits for");
      }
    }
    return batch.count();
  }

  /// Lets the time pass until the next client comes, if nothing waits.
  @Override
  public boolean await(long timeoutNanos) {
    if (waiting.isEmpty()) {
      nanos = Math.max(nanos, nextNanos);
    }
    return true;
  }

  @Override
  public PortCounts counts() {
    return new PortCounts(0, dropped, 0, 0, 0, 0, 0, 0);
  }

  @Override
  public void wakeUp() {}

  @Override
  public void close() {}
}
