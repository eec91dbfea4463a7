package org.lessor.lab.sidebyside;

import java.util.List;

/// One configuration and what clients do with servers that have it.
///
/// @param name of the file, without its ending
/// @param configuration what stands inside of `Dhcp4`, without what all have
/// @param cases in the order of the file
record Scenario(String name, String configuration, List<Case> cases) {
  /// What a client does, step by step.
  record Case(String title, List<Step> steps) {}
}
