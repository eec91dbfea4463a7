/// Hosts, cables and switches made of the kernel's own parts (network namespaces, veth pairs,
/// bridges), for the tests that need a network, and readers of what the kernel holds about it.
///
/// Nothing here touches the machine's own interfaces, routes or files: a [org.lessor.lab.net.Host]
/// has its own network, process ids, `/run`, `/etc` and `/var/lib`, and ends with the JVM that made
/// it, even when that one is killed.
package org.lessor.lab.net;
