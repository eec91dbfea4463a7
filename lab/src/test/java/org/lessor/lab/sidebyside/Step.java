package org.lessor.lab.sidebyside;

import java.util.List;
import java.util.SortedSet;

/// One step of a case.
sealed interface Step {
  /// The line of the scenario file that it begins at.
  int line();

  /// What differs between the two programs, and is known to.
  List<Listed> listed();

  /// A client sends something and both servers answer, or not.
  record Exchange(int line, Request request, Expected kea, Expected lessor, List<Listed> listed)
      implements Step {}

  /// The last row of an address in both lease files is looked at.
  record LeaseRow(int line, String address, List<Listed> listed) implements Step {}

  /// The lease of an address ends, and both lease files say so: time passes.
  record LeaseEnd(int line, String address) implements Step {
    @Override
    public List<Listed> listed() {
      return List.of();
    }
  }

  /// A difference that docs/kea-differences.md lists.
  ///
  /// @param id its key there
  /// @param fields what it makes differ; `reply` for the kind of the reply
  record Listed(String id, SortedSet<String> fields) {}
}
