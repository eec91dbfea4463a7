/// Linux system calls through java.lang.foreign: sockets, packets, netlink, ICMP, ARP, clocks.
/// Knows no DHCP.
package org.lessor.linux;
