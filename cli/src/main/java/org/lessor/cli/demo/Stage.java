package org.lessor.cli.demo;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// A server, a client, what joins them, and somebody who watches. Used by one thread.
interface Stage extends Closeable {
  /// Where it is.
  Scene scene();

  /// What the picture shows above the two lines.
  String clientTitle();

  /// What the picture shows above the two lines.
  String serverTitle();

  /// Starts the server, then the client.
  void begin() throws Exception;

  /// Waits for something to happen, but not much longer than this, and tells what did.
  List<Sighting> look(long timeoutNanos) throws Exception;

  /// Has the client extend its lease.
  void renew();

  /// Has the client give its lease back and end.
  void release();

  /// What is seen when the client uses its lease.
  Set<Sign> bound();

  /// What is seen when the renewal is done.
  Set<Sign> renewed();

  /// What is seen when the lease is given back.
  Set<Sign> released();

  /// Ends whatever still runs, and takes away all that was made. Tells what is left all the same.
  List<String> end() throws Exception;

  @Override
  void close() throws IOException;
}
