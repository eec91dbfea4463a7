package org.lessor.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// The native side of a batch of datagrams: for each slot a header, an address, ancillary data and
/// a payload, all in one piece of memory, so that a slot's parts are found by multiplication.
///
/// Used by one thread at a time. The memory goes when the object does.
public final class MessageVector {
  /// The most datagrams that one call takes (`UIO_MAXIOV`).
  public static final int MAX_SLOTS = 1024;

  private static final int ALIGNMENT = 64;

  /// Kept free between payloads, so that the beginnings of payloads of a power of two in size do
  /// not all share the same few lines of the processor's cache.
  private static final int APART = 5 * ALIGNMENT;

  private static final int SEVERAL = -1;

  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int ENOBUFS = 105;

  private final MemorySegment memory;
  private final MemorySegment[] headersFrom;
  private final int slots;
  private final int nameBytes;
  private final int controlBytes;
  private final int payloadBytes;
  private final long vectors;
  private final long names;
  private final long nameStride;
  private final long controls;
  private final long controlStride;
  private final long payloads;
  private final long payloadStride;

  /// Of each header: the slot whose address, payload and ancillary data it tells of, or [#SEVERAL].
  private final int[] tells;

  private int used;

  /// Room for `slots` datagrams, each with an address, ancillary data and payload of up to the
  /// given sizes.
  public MessageVector(int slots, int nameBytes, int controlBytes, int payloadBytes) {
    if (slots < 1 || slots > MAX_SLOTS) {
      throw new IllegalArgumentException("slots must be 1 to " + MAX_SLOTS + ", not " + slots);
    }
    if (payloadBytes < 1 || payloadBytes > 65536) {
      throw new IllegalArgumentException(
          "payload size must be 1 to 65536 bytes, not " + payloadBytes);
    }
    this.slots = slots;
    this.nameBytes = nameBytes;
    this.controlBytes = controlBytes;
    this.payloadBytes = payloadBytes;
    this.nameStride = aligned(nameBytes, 8);
    this.controlStride = aligned(controlBytes, 8);
    this.payloadStride = aligned(payloadBytes, ALIGNMENT) + APART;
    this.vectors = aligned((long) slots * Mmsghdr.SIZE, ALIGNMENT);
    this.names = aligned(vectors + (long) slots * Iovec.SIZE, ALIGNMENT);
    this.controls = aligned(names + slots * nameStride, ALIGNMENT);
    this.payloads = aligned(controls + slots * controlStride, ALIGNMENT);
    this.memory = Arena.ofAuto().allocate(payloads + slots * payloadStride, ALIGNMENT);
    this.headersFrom = new MemorySegment[slots];
    this.tells = new int[slots];
    this.used = slots;
    for (int slot = 0; slot < slots; slot++) {
      long header = header(slot);
      long vector = vectors + (long) slot * Iovec.SIZE;
      tells[slot] = slot;
      memory.set(ADDRESS, header + Mmsghdr.MSG_NAME, memory.asSlice(name(slot)));
      memory.set(JAVA_INT, header + Mmsghdr.MSG_NAMELEN, nameBytes);
      memory.set(ADDRESS, header + Mmsghdr.MSG_IOV, memory.asSlice(vector));
      memory.set(JAVA_LONG, header + Mmsghdr.MSG_IOVLEN, 1);
      memory.set(ADDRESS, header + Mmsghdr.MSG_CONTROL, memory.asSlice(control(slot)));
      memory.set(ADDRESS, vector + Iovec.IOV_BASE, memory.asSlice(payload(slot)));
      memory.set(JAVA_LONG, vector + Iovec.IOV_LEN, payloadBytes);
      headersFrom[slot] = memory.asSlice(header);
    }
  }

  private static long aligned(long sizeBytes, long alignment) {
    return (sizeBytes + alignment - 1) / alignment * alignment;
  }

  /// The memory that [#name], [#control] and [#payload] are positions in.
  public MemorySegment memory() {
    return memory;
  }

  private static long header(int slot) {
    return (long) slot * Mmsghdr.SIZE;
  }

  public long name(int slot) {
    return names + slot * nameStride;
  }

  public long control(int slot) {
    return controls + slot * controlStride;
  }

  public long payload(int slot) {
    return payloads + slot * payloadStride;
  }

  /// Fills slots from 0 on with what waits, without blocking: how many, or `-errno`.
  public int receive(CallState state, int fd) {
    for (int slot = 0; slot < used; slot++) {
      long header = header(slot);
      memory.set(JAVA_INT, header + Mmsghdr.MSG_NAMELEN, nameBytes);
      memory.set(JAVA_LONG, header + Mmsghdr.MSG_CONTROLLEN, controlBytes);
    }
    int received = MmsgCalls.recvmmsg(state, fd, headersFrom[0], slots, SocketCalls.MSG_DONTWAIT);
    used = Math.max(received, 0);
    // A call that fails may have begun to fill the first slot.
    if (received < 0) {
      used = 1;
    }
    return received;
  }

  /// Sends slots 0 to `count - 1` without blocking, and notes for each in `errnos` why it was
  /// refused, or 0: how many were taken. One that is refused does not keep back the others, except
  /// by `EAGAIN` or `ENOBUFS` (no room now): then neither it nor those behind it are tried again.
  public int sendAll(CallState state, int fd, int count, int[] errnos) {
    int taken = 0;
    int slot = 0;
    while (slot < count) {
      int sent = send(state, fd, slot, count);
      if (sent > 0) {
        Arrays.fill(errnos, slot, slot + sent, 0);
        taken += sent;
        slot += sent;
      } else if (sent == -EAGAIN || sent == -ENOBUFS) {
        Arrays.fill(errnos, slot, count, -sent);
        return taken;
      } else if (sent != -EINTR) {
        errnos[slot] = -sent;
        slot++;
      }
    }
    return taken;
  }

  private int send(CallState state, int fd, int from, int to) {
    return MmsgCalls.sendmmsg(state, fd, headersFrom[from], to - from, SocketCalls.MSG_DONTWAIT);
  }

  /// Copies a received payload to the start of `target`: its size in bytes.
  public int copyPayload(int slot, byte[] target) {
    int sizeBytes = Math.min(memory.get(JAVA_INT, header(slot) + Mmsghdr.MSG_LEN), target.length);
    MemorySegment.copy(memory, JAVA_BYTE, payload(slot), target, 0, sizeBytes);
    return sizeBytes;
  }

  /// Copies a payload to be sent from the start of `source`.
  public void fill(int slot, byte[] source, int sizeBytes) {
    MemorySegment.copy(source, 0, memory, JAVA_BYTE, payload(slot), sizeBytes);
    memory.set(JAVA_LONG, vectors + (long) slot * Iovec.SIZE + Iovec.IOV_LEN, sizeBytes);
  }

  /// Makes the message at `index` of those to be sent one of `count` slots from `first` on, whose
  /// payloads lie one behind the other; the address is that of `first`, and so is the ancillary
  /// data, of which it has `controlSize` bytes. To be called for every message that is to be sent.
  public void join(int index, int first, int count, int controlSize) {
    long header = header(index);
    memory.set(JAVA_LONG, header + Mmsghdr.MSG_CONTROLLEN, controlSize);
    if (count == 1 && tells[index] == first) {
      return;
    }
    tells[index] = count == 1 ? first : SEVERAL;
    long base = memory.address();
    memory.set(JAVA_LONG, header + Mmsghdr.MSG_NAME, base + name(first));
    memory.set(JAVA_LONG, header + Mmsghdr.MSG_IOV, base + vectors + (long) first * Iovec.SIZE);
    memory.set(JAVA_LONG, header + Mmsghdr.MSG_IOVLEN, count);
    memory.set(JAVA_LONG, header + Mmsghdr.MSG_CONTROL, base + control(first));
  }

  /// Bytes of ancillary data that a received datagram brought.
  public long controlSizeBytes(int slot) {
    return Math.min(memory.get(JAVA_LONG, header(slot) + Mmsghdr.MSG_CONTROLLEN), controlBytes);
  }

  /// `MSG_*` flags of a received datagram.
  public int flags(int slot) {
    return memory.get(JAVA_INT, header(slot) + Mmsghdr.MSG_FLAGS);
  }

  /// The most payload bytes that a slot holds.
  public int payloadBytes() {
    return payloadBytes;
  }
}
