package org.lessor.transport;

import java.io.IOException;
import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A port over a bad network: packets are lost and repeated in both directions, and received ones
/// come late and out of order, as [Conditions] and a seed have it.
///
/// A packet that is lost on its way out looks as if it had left. Delays hold for received packets
/// only: put one of these at both ends to delay both ways. Threads as in [PacketPort].
public final class FaultyPort implements PacketPort {
  private record Late(long dueNanos, long order, InboundPacket packet) implements Comparable<Late> {
    @Override
    public int compareTo(Late other) {
      int byTime = Long.signum(dueNanos - other.dueNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PacketPort port;
  private final Conditions conditions;
  private final LongSupplier nanoTime;
  private final RandomGenerator inboundChance;
  private final InboundBatch arrived;
  private final PriorityQueue<Late> late = new PriorityQueue<>();
  private long order;

  private final ReentrantLock sending = new ReentrantLock();
  private final RandomGenerator outboundChance;

  /// Treats the packets of `port` so; `nanoTime` is a clock such as [System#nanoTime].
  public FaultyPort(PacketPort port, Conditions conditions, long seed, LongSupplier nanoTime) {
    SplittableRandom random = new SplittableRandom(seed);
    this.port = port;
    this.conditions = conditions;
    this.nanoTime = nanoTime;
    this.inboundChance = random.split();
    this.outboundChance = random.split();
    this.arrived = new InboundBatch(64);
  }

  @Override
  public int receive(InboundBatch batch) {
    batch.clear();
    takeArrived();
    long nowNanos = nanoTime.getAsLong();
    Late next = late.peek();
    while (next != null && next.dueNanos() - nowNanos <= 0 && !batch.full()) {
      batch.add().copyFrom(next.packet());
      late.remove();
      next = late.peek();
    }
    return batch.count();
  }

  private void takeArrived() {
    int count = port.receive(arrived);
    for (int i = 0; i < count; i++) {
      InboundPacket packet = arrived.packet(i);
      int arrivals = conditions.arrivals(inboundChance);
      for (int arrival = 0; arrival < arrivals; arrival++) {
        InboundPacket copy = new InboundPacket();
        copy.copyFrom(packet);
        int end = packet.offset() + packet.length();
        copy.setPayload(
            Arrays.copyOfRange(packet.buffer(), packet.offset(), end), 0, packet.length());
        long dueNanos = nanoTime.getAsLong() + conditions.delayNanos(inboundChance);
        late.add(new Late(dueNanos, order++, copy));
      }
    }
  }

  @Override
  public boolean await(long timeoutNanos) throws IOException {
    long startNanos = nanoTime.getAsLong();
    while (true) {
      takeArrived();
      long nowNanos = nanoTime.getAsLong();
      Late next = late.peek();
      long untilDueNanos = next == null ? FOREVER_NANOS : next.dueNanos() - nowNanos;
      if (untilDueNanos <= 0) {
        return true;
      }
      long leftNanos =
          timeoutNanos == FOREVER_NANOS ? FOREVER_NANOS : startNanos + timeoutNanos - nowNanos;
      long waitNanos = Math.min(untilDueNanos, leftNanos);
      if (!port.await(waitNanos) && (leftNanos <= 0 || wokenEarly(nowNanos, waitNanos))) {
        return false;
      }
    }
  }

  private boolean wokenEarly(long sinceNanos, long waitNanos) {
    return nanoTime.getAsLong() - sinceNanos < waitNanos;
  }

  @Override
  public int send(OutboundBatch batch) {
    sending.lock();
    try {
      OutboundBatch survivors = null;
      int largest = 0;
      for (int i = 0; i < batch.count(); i++) {
        largest = Math.max(largest, batch.packet(i).length());
      }
      int[] times = new int[batch.count()];
      for (int i = 0; i < times.length; i++) {
        times[i] = conditions.arrivals(outboundChance);
        for (int copy = 0; copy < times[i]; copy++) {
          survivors = add(survivors, batch, largest, batch.packet(i));
        }
      }
      if (survivors != null) {
        port.send(survivors);
      }
      return tellErrnos(batch, times, survivors);
    } finally {
      sending.unlock();
    }
  }

  private static OutboundBatch add(
      @Nullable OutboundBatch survivors, OutboundBatch batch, int largest, OutboundPacket packet) {
    OutboundBatch target =
        survivors == null ? new OutboundBatch(2 * batch.count(), largest) : survivors;
    target.next().copyFrom(packet);
    target.add(packet.length());
    return target;
  }

  private static int tellErrnos(
      OutboundBatch batch, int[] times, @Nullable OutboundBatch survivors) {
    int left = 0;
    int at = 0;
    for (int i = 0; i < times.length; i++) {
      int errno = times[i] == 0 || survivors == null ? 0 : survivors.packet(at).errno();
      at += times[i];
      batch.packet(i).setErrno(errno);
      if (errno == 0) {
        left++;
      }
    }
    return left;
  }

  @Override
  public void wakeUp() {
    port.wakeUp();
  }

  /// What the port below did.
  @Override
  public PortCounts counts() {
    return port.counts();
  }

  @Override
  public void close() {
    port.close();
  }
}
