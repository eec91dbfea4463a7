package org.lessor.engine;

import java.util.List;
import java.util.Optional;

/// What Kea does by hook libraries and Lessor by itself, as far as it changes answers.
///
/// @param flexId by what clients are known besides what they send (Kea: flex_id)
/// @param optionActions changes of replies, in the order in which they are made (Kea: flex_option)
/// @param bootp whether BOOTP clients are answered (Kea: bootp)
/// @param limits what clients may have at most (Kea: limits). Where this is there, leases keep the
///   classes of their clients
public record Hooks(
    Optional<FlexId> flexId,
    List<OptionAction> optionActions,
    Bootp bootp,
    Optional<Limits> limits) {
  /// No hook library.
  public static final Hooks NONE =
      new Hooks(Optional.empty(), List.of(), Bootp.IGNORED, Optional.empty());

  /// Copies the list.
  public Hooks {
    optionActions = List.copyOf(optionActions);
  }

  /// Whether clients are answered that send no message type (RFC 951, RFC 1534).
  public enum Bootp {
    /// They get an address for ever.
    SERVED,
    /// They get no answer.
    IGNORED
  }

  /// These with that identifier.
  public Hooks withFlexId(Optional<FlexId> value) {
    return new Hooks(value, optionActions, bootp, limits);
  }

  /// These with other changes of replies.
  public Hooks withOptionActions(List<OptionAction> value) {
    return new Hooks(flexId, value, bootp, limits);
  }

  /// These with BOOTP clients answered or not.
  public Hooks withBootp(Bootp value) {
    return new Hooks(flexId, optionActions, value, limits);
  }

  /// These with those limits.
  public Hooks withLimits(Optional<Limits> value) {
    return new Hooks(flexId, optionActions, bootp, value);
  }
}
