package org.lessor.client;

import org.jspecify.annotations.Nullable;
import org.lessor.client.host.Changes;
import org.lessor.client.host.LinkConfiguration;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Report;
import org.lessor.client.machine.State;

/// Something that happened in a client.
public sealed interface ClientNews {
  /// What an operator should read.
  record Told(Report report) implements ClientNews {}

  /// The client went from one state to another.
  record Moved(State before, State after) implements ClientNews {}

  /// A lease was applied to the host.
  ///
  /// @param lease the lease; null for an address that needs none
  /// @param configuration what was asked for
  /// @param changes what that changed
  record Configured(@Nullable Lease lease, LinkConfiguration configuration, Changes changes)
      implements ClientNews {}

  /// What was applied was taken away.
  record Deconfigured(Changes changes) implements ClientNews {}
}
