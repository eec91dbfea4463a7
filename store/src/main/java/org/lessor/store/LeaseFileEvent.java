package org.lessor.store;

import java.io.IOException;

/// What the operator should know about the lease file. Told once for each time it happens.
public sealed interface LeaseFileEvent {
  /// The file cannot be written at the moment: nothing is acknowledged until it can.
  ///
  /// @param name the file
  /// @param cause why, such as no space left
  record Stalled(String name, IOException cause) implements LeaseFileEvent {}

  /// The file can be written again.
  ///
  /// @param name the file
  record Resumed(String name) implements LeaseFileEvent {}

  /// Storage lost data that it had taken: nothing is acknowledged until the server is started again
  /// on storage that works.
  ///
  /// @param name the file
  /// @param cause what storage said
  record Failed(String name, IOException cause) implements LeaseFileEvent {}

  /// Somebody else removed, replaced or cut the file while it was in use. All leases are written
  /// anew; nothing is acknowledged until lines go to a file of that name again.
  ///
  /// @param name the file
  /// @param replaced the name that what stands in its place is going to have
  record Astray(String name, String replaced) implements LeaseFileEvent {}

  /// The file was compacted.
  ///
  /// @param name the file
  /// @param leases the number of leases written
  record Compacted(String name, long leases) implements LeaseFileEvent {}

  /// The file was not compacted. It goes on as it is.
  ///
  /// @param name the file
  /// @param cause why
  record CompactionFailed(String name, IOException cause) implements LeaseFileEvent {}
}
