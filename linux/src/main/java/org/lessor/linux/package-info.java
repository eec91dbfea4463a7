/// Linux system calls through java.lang.foreign. Knows no DHCP.
///
/// What there is:
///
/// - Datagrams: [org.lessor.linux.UdpSocket] with [org.lessor.linux.ReceivedDatagrams] and
///   [org.lessor.linux.OutgoingDatagrams], batches that are made once and used again.
/// - Packets below IP: [org.lessor.linux.packet.PacketSocket] with
///   [org.lessor.linux.packet.BpfProgram] filters; [org.lessor.linux.packet.UdpHeaders] builds IPv4
///   and UDP headers, [org.lessor.linux.packet.UdpPacket] checks and reads them;
///   [org.lessor.linux.packet.ArpSocket] asks by ARP.
/// - Waiting for several of them: [org.lessor.linux.Poller], which any thread can wake up.
/// - The kernel's tables: [org.lessor.linux.netlink.Rtnetlink] reads and changes links, addresses,
///   routes and neighbours; [org.lessor.linux.netlink.RouteMonitor] tells of changes.
/// - ICMP echo: [org.lessor.linux.icmp.EchoSocket].
/// - [org.lessor.linux.LinuxClock], [org.lessor.linux.Capability] and
///   [org.lessor.linux.NetworkNamespace], by which one program can be several hosts.
/// - [org.lessor.linux.FirstCall], for programs that should start soon.
///
/// The rules that hold for all of it:
///
/// - Every descriptor has one owner, which is `AutoCloseable`: see [org.lessor.linux.Descriptor].
///   Close it when no other thread is in a call on it. A socket belongs to the network namespace of
///   the thread that opened it, whichever thread uses it.
/// - Opening and changing throws an [org.lessor.linux.ErrnoException] that says what was attempted,
///   why it failed, and what to do. Calls on the path of packets throw nothing for what the world
///   does: they return a count, or `-errno` (see [org.lessor.linux.Errno]).
/// - Nothing blocks except [org.lessor.linux.Poller#await], and netlink requests for as long as the
///   kernel works on them.
/// - On the path of packets an IPv4 address is an `int` (192.0.2.1 is `0xC0000201`, as in
///   [org.lessor.linux.Ip4#bits]), a port an `int` of 0 to 65535.
/// - Syncing a directory and locking a file are left to java.nio, which does both:
///   `FileChannel.open(directory, READ).force(true)`, and `FileChannel.tryLock()`.
package org.lessor.linux;
