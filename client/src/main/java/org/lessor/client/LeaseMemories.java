package org.lessor.client;

import org.lessor.wire.HardwareAddress;

/// Where the lease of an interface is remembered.
@FunctionalInterface
public interface LeaseMemories {
  /// The memory of the interface of this name and hardware address, which a client uses from now
  /// on.
  LeaseMemory open(String interfaceName, HardwareAddress hardware, ClientClock clock);

  /// As the settings say: in a file of the lease directory, or nowhere for a dry run.
  static LeaseMemories of(ClientSettings settings) {
    return (interfaceName, hardware, clock) ->
        switch (settings.hostChanges()) {
          case PRINT -> new NoLeaseMemory();
          case APPLY, BY_HOOK ->
              new LeaseFile(settings.leaseDirectory(), interfaceName, hardware.toString(), clock);
        };
  }
}
