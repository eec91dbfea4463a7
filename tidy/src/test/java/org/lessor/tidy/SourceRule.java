package org.lessor.tidy;

import java.util.List;

/// One rule about one file.
@FunctionalInterface
interface SourceRule {
  /// What the rule has against the file; nothing where the rule is not about such files.
  List<Complaint> check(SourceFile file);
}
