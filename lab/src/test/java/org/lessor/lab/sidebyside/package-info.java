/// Kea and Lessor side by side: the same configuration and the same packets, and every difference
/// between their answers.
///
/// A scenario file (`lab/src/test/resources/org/lessor/lab/sidebyside/*.cases`) holds one
/// configuration and any number of cases; [org.lessor.lab.sidebyside.ScenarioFile] says how it is
/// written.
package org.lessor.lab.sidebyside;
