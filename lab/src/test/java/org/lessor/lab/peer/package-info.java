/// Programs that run in the lab's hosts: other people's DHCP clients, servers and relays, each with
/// a small settings record and an interface that ours have as well.
package org.lessor.lab.peer;
