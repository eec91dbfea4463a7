/// Packets below IP: packet sockets and their filters, Ethernet, IPv4 and UDP headers, ARP.
package org.lessor.linux.packet;
