/// The load tester: many simulated DHCP clients against one server.
///
/// | to | begin with |
/// |---|---|
/// | say what the clients do, and how fast | [Workload] |
/// | know how they do it: a pure state machine | [LoadMachine] |
/// | let them loose on a network | [LoadRun] |
/// | read what came of it | [LoadReport] |
/// | find the highest rate that a server bears | [RateSearch] |
package org.lessor.load;
