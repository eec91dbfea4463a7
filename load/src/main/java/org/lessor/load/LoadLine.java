package org.lessor.load;

import java.io.IOException;

/// Where the clients' packets go out and come in. All but [#wakeUp] is called by one thread.
interface LoadLine extends AutoCloseable {
  /// Where packets are written to. What it holds leaves when it is full, or with [#flush].
  PacketSink sink();

  /// Takes packets that wait, without blocking: how many.
  int receive();

  /// The array with packet `index` of the last [#receive].
  byte[] buffer(int index);

  /// Where in [#buffer] its UDP payload begins.
  int offset(int index);

  /// The size of its payload; 0 where it is none of ours.
  int length(int index);

  /// Sends what the sink holds.
  void flush();

  /// Waits until packets are there, [#wakeUp] is called, or the time is over.
  void await(long timeoutNanos) throws IOException;

  /// Ends the current [#await] or the next one. Any thread may call it.
  void wakeUp();

  /// Packets lost here because they came faster than they were received.
  long droppedByKernel() throws IOException;

  /// Packets that the kernel did not take.
  long refused();

  @Override
  void close();
}
