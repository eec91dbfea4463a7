package org.lessor.transport;

/// Where UDP payloads come in and go out, a batch at a time.
///
/// ```java
/// while (running) {
///   port.await(timeoutNanos);
///   int received = port.receive(inbound);
///   for (int i = 0; i < received; i++) { ... write replies into outbound ... }
///   port.send(outbound);
///   outbound.clear();
/// }
/// ```
///
/// **Threads.** One thread, the worker, calls [#receive] and [#await]. Any number of threads call
/// [#send] at the same time, each with a batch of its own; the worker and a thread that sends what
/// waited for the disk do not wait for each other. [#wakeUp], [#counts] and [#close] may be called
/// by any thread.
///
/// **Failures.** Neither [#receive] nor [#send] throws for anything that the world does: a packet
/// that cannot be sent keeps the reason in [OutboundPacket#errno], and what was received but not
/// delivered is counted in [#counts].
public interface PacketPort extends Readiness, AutoCloseable {
  /// The largest payload that is received whole; a larger one is refused with `EMSGSIZE` when sent.
  int MAX_PAYLOAD_BYTES = 4096;

  /// Empties `batch`, then fills it with packets that wait, up to its capacity, without blocking.
  /// Returns how many, 0 where none waits, or none that is for us.
  ///
  /// The packets and their buffers hold until the next `receive` on this port, whatever batch is
  /// given to it.
  int receive(InboundBatch batch);

  /// Sends all packets of `batch` without blocking. Returns how many left; where that is fewer than
  /// [OutboundBatch#count], [OutboundPacket#errno] of each says why it did not. The batch is not
  /// emptied: the caller does that after looking at it.
  int send(OutboundBatch batch);

  /// What this port did so far.
  PortCounts counts();

  /// Closes the port: from then on nothing is received, and what is sent is refused with `EBADF`. A
  /// second call does nothing.
  @Override
  void close();
}
