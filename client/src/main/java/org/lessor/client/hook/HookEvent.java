package org.lessor.client.hook;

import org.jspecify.annotations.Nullable;
import org.lessor.client.machine.Lease;

/// What a hook is told.
///
/// @param reason why it runs
/// @param lease the lease in use from now on (`new_...`); null where there is none
/// @param previous the lease in use until now (`old_...`); null where there was none
public record HookEvent(HookReason reason, @Nullable Lease lease, @Nullable Lease previous) {}
