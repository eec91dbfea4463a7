package org.lessor.client.host;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/// Puts the configuration of one interface in place, and takes it away: nothing but what it put
/// there itself.
///
/// Used by one thread, in whose network namespace the interface is.
public interface HostConfigurator {
  /// Takes over what an earlier run left: `remembered` counts from now on as put in place by this
  /// object if its address is still there; the rest that is provably ours is taken away.
  ///
  /// @param remembered what an unexpired lease of an earlier run says; empty where there is none
  /// @return whether the address of `remembered` is still there
  /// @throws IOException where the host could not be asked or changed
  Adoption adopt(Optional<LinkConfiguration> remembered) throws IOException;

  /// What [#adopt] found.
  ///
  /// @param inPlace whether the remembered address is configured
  /// @param changes what was taken away
  record Adoption(Presence inPlace, Changes changes) {}

  /// Whether an address is configured.
  enum Presence {
    /// It is.
    PRESENT,
    /// It is not.
    ABSENT
  }

  /// Makes the interface be configured as `wanted`. What was put in place before and is not wanted
  /// any more goes after the new is there, so that a change of address leaves no gap. Doing it
  /// again refreshes lifetimes and repairs what others took away.
  ///
  /// @throws IOException where the address itself could not be configured; with a remedy where one
  ///   is known
  Changes apply(LinkConfiguration wanted) throws IOException;

  /// Takes away all that was put in place. Harmless where nothing was, and where others took it
  /// away first.
  ///
  /// @throws IOException where the host could not be changed
  Changes clear() throws IOException;

  /// What the last of the calls above left to be done since it may take long: name servers, by a
  /// command or in a file. Whoever made that call has it run before the next one, by any thread,
  /// one at a time in the order of the calls; it returns what was done. Empty where nothing is
  /// left.
  default Optional<Supplier<Changes>> takeRest() {
    return Optional.empty();
  }

  /// What is in place by this object.
  Optional<LinkConfiguration> current();
}
