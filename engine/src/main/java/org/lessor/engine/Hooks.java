package org.lessor.engine;

import java.util.List;

/// What Kea does by hook libraries and Lessor by itself, as far as it changes answers.
///
/// @param optionActions changes of replies, in the order in which they are made (Kea: flex_option)
public record Hooks(List<OptionAction> optionActions) {
  /// No hook library.
  public static final Hooks NONE = new Hooks(List.of());

  /// Copies the list.
  public Hooks {
    optionActions = List.copyOf(optionActions);
  }

  /// These with other changes of replies.
  public Hooks withOptionActions(List<OptionAction> value) {
    return new Hooks(value);
  }
}
