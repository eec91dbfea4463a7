package org.lessor.store;

/// The names of all files that belong to one lease file: those that Kea uses, and some of ours.
///
/// Leases are loaded from `completed` if it is there, otherwise from `previous` and `copy`; and
/// then from `current`, always. Later lines win.
///
/// @param current the file that lines are added to
record LeaseFileNames(String current) {
  /// What `current` was before compaction began.
  String copy() {
    return current + ".1";
  }

  /// What the last compaction made.
  String previous() {
    return current + ".2";
  }

  /// What compaction writes: of no use until it has the name `completed`.
  String output() {
    return current + ".output";
  }

  /// The whole of what `previous` and `copy` say together.
  String completed() {
    return current + ".completed";
  }

  /// Where Kea's lease file cleanup leaves its process number.
  String pid() {
    return current + ".pid";
  }

  /// What is to become `current`.
  String fresh() {
    return current + ".fresh";
  }

  /// Where lines go that cannot be read, as they are.
  String unreadable() {
    return current + ".unreadable";
  }

  /// What somebody else put in the place of `current` while it was in use.
  String replaced() {
    return current + ".replaced";
  }

  /// What tells others that the file is in use.
  String lock() {
    return current + ".lock";
  }
}
