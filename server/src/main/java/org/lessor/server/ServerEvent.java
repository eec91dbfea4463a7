package org.lessor.server;

import org.slf4j.event.Level;

/// What the server tells its operator. The name is the stable id of the log line; where Kea has the
/// same event, it is Kea's id. The paragraph is what the reference page says: what it means, what
/// may be the cause, what to do.
public enum ServerEvent {
  DHCP4_STARTING(
      Level.INFO,
      "The server has read its configuration and is about to load its leases. Process id and"
          + " version follow."),
  DHCP4_STARTED(
      Level.INFO,
      "The server answers from now on. Interfaces that are missing or down are waited for and named"
          + " in lines of their own."),
  DHCP4_SHUTDOWN(
      Level.INFO,
      "The server has stopped: every acknowledged lease is on stable storage and the sockets are"
          + " closed."),
  DHCP4_CONFIG_COMPLETE(
      Level.INFO, "The configuration was read and found good. What it holds follows."),
  DHCP4_CONFIG_WARNING(
      Level.WARN,
      "Something in the configuration was accepted but does nothing, or not what it would do in"
          + " Kea. File, line and key follow."),
  DHCP4_CONFIG_LOAD_FAIL(
      Level.ERROR,
      "A new configuration has a fault: where, what is wrong and what to do follow, as `lessor"
          + " check` says it. One line for each fault, at most a hundred."),
  DHCP4_DYNAMIC_RECONFIGURATION(
      Level.INFO, "The server was told by SIGHUP to read its configuration anew."),
  DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS(
      Level.INFO,
      "The server follows its new configuration. What changed follows: + counts what is new, - what"
          + " is gone, ~ what is different, and in what."),
  DHCP4_DYNAMIC_RECONFIGURATION_FAIL(
      Level.ERROR,
      "The new configuration was refused, for the reasons in the lines before. The server goes on"
          + " with the one that it has; nothing has changed."),
  LESSOR_CONFIG_NEEDS_RESTART(
      Level.WARN,
      "A key has changed that takes effect at the start only. What stays until then follows."),
  DHCP4_OPEN_SOCKET(
      Level.INFO,
      "The server listens on an interface. Its address goes out as server identifier, and whether"
          + " replies of one size are handed to the kernel in one piece follows."),
  DHCP4_OPEN_SOCKET_FAIL(
      Level.ERROR,
      "The server cannot listen on an interface. The reason and what to do follow; the server goes"
          + " on with the other interfaces and tries again when the interface changes."),
  LESSOR_INTERFACE_WAITING(
      Level.WARN,
      "An interface of the configuration is missing, down or without an IPv4 address. The server"
          + " waits for it: nothing has to be restarted when it comes."),
  LESSOR_INTERFACE_GONE(
      Level.WARN,
      "An interface that the server listened on is gone or down. The server waits for it to come"
          + " back."),
  DHCP4_LEASE_OFFER(
      Level.INFO,
      "An address is offered to a client and kept from others while the offer stands. Written for"
          + " at most a hundred clients a second."),
  DHCP4_LEASE_ALLOC(
      Level.INFO,
      "A lease is given or renewed; the DHCPACK leaves as soon as the lease is on stable storage."
          + " Written for at most a hundred clients a second."),
  DHCP4_RELEASE(Level.INFO, "A client gave its lease back."),
  DHCP4_DECLINE_LEASE(
      Level.WARN,
      "A client found that somebody else uses the address it was given, and declined it. The"
          + " address is set aside for decline-probation-period. Find out who uses it: a host with"
          + " a fixed address inside a pool, or a second DHCP server."),
  PING_CHECK_CONFLICT(
      Level.WARN,
      "An address that was about to be given out is in use: somebody answered an ICMP echo request"
          + " or an ARP question for it. The address is set aside for decline-probation-period, and"
          + " the client gets another one, or a DHCPNAK. Find out who uses it."),
  DHCP4_NAK(
      Level.INFO,
      "A client's request was refused with a DHCPNAK; the client starts anew. Usually it came from"
          + " another network."),
  LESSOR_OFFER_WITHDRAWN(
      Level.INFO,
      "A client took another server's offer; the address that this server kept for it is free"
          + " again."),
  DHCP4_NO_ANSWER(
      Level.DEBUG,
      "A message gets no answer. The reason follows; the statistic of that name counts how often."),
  ALLOC_ENGINE_V4_ALLOC_FAIL(
      Level.WARN,
      "A client could not be served: no address is left in its network. Make pools larger or lease"
          + " times shorter. Written at most once a second."),
  LIMITS_LEASE_LIMIT_EXCEEDED(
      Level.INFO,
      "A client was given no address, since its class or its subnet has as many leases as the"
          + " library limits allows. The limit follows. Written for at most a hundred clients a"
          + " second."),
  LIMITS_PACKET_WITH_CLIENT_CLASSES_RATE_LIMIT_DROPPED(
      Level.INFO,
      "A message was dropped: its class has had as many as the library limits allows in that time."
          + " The statistic pkt4-limit-exceeded counts them. Written for at most a hundred messages"
          + " a second."),
  LIMITS_PACKET_WITH_SUBNET_ID_RATE_LIMIT_DROPPED(
      Level.INFO,
      "A message was dropped: its subnet has had as many as the library limits allows in that time."
          + " The statistic pkt4-limit-exceeded counts them. Written for at most a hundred messages"
          + " a second."),
  LESSOR_SCRIPT_FAILED(
      Level.WARN,
      "The script of the library run_script could not be started, ended with another status than 0,"
          + " or took longer than it may and was killed. The statistic script-calls-failed counts"
          + " them. The lease is not touched by it."),
  LESSOR_SCRIPT_BUSY(
      Level.WARN,
      "A call of the script of the library run_script was dropped: more wait than the server keeps,"
          + " or it is about to stop. The statistic script-calls-dropped counts them. Make the"
          + " script quicker, or have it hand its work on."),
  LESSOR_EXPLANATION(
      Level.DEBUG,
      "Why a message was answered as it was: classes, subnet, reservation, address, and the level"
          + " that each option comes from, as `lessor explain` says it. Written where the logger"
          + " lessor.explain has the severity DEBUG, for at most a hundred messages a second."),
  DHCP4_PACKET_DROP_0001(
      Level.DEBUG,
      "Bytes that are no DHCP message were dropped. The statistic pkt4-parse-failed counts them."),
  DHCP4_PACKET_SEND_FAIL(
      Level.WARN, "A reply could not be sent. The reason follows. The client will ask again."),
  LESSOR_NEIGHBOUR_FAIL(
      Level.WARN,
      "The client's hardware address could not be entered in the ARP table, so its reply goes out"
          + " as a frame of ours. Under a flood of new clients the kernel's table is full;"
          + " otherwise the server lacks the capability CAP_NET_ADMIN."),
  LESSOR_OVERLOAD(
      Level.WARN,
      "In the last second more messages came than the server could answer. How many DHCPDISCOVERs"
          + " it dropped follows, the oldest first, and how many datagrams the kernel dropped since"
          + " the socket's buffer was full. Those who have an offer or a lease are answered first."
          + " Written at most once a second. Look for a client or a loop that floods the network;"
          + " else the machine is too small."),
  LESSOR_PING_BUSY(
      Level.WARN,
      "More addresses wait for their ping check than the server keeps; the message was dropped and"
          + " counted, and the client will ask again."),
  LESSOR_PING_UNASKED(
      Level.WARN,
      "The host had no room to send an ICMP echo request for this address in the time that an"
          + " answer may take: its neighbour table or the socket is full. The address counts as"
          + " free, as if nobody had answered. Look for a flood, or raise"
          + " net.ipv4.neigh.default.gc_thresh3."),
  LESSOR_PING_UNAVAILABLE(
      Level.INFO,
      "The server may not send ICMP echo requests; the reason follows. It starts, as the"
          + " configuration asks for no ping check. One that a reload asks for finds every address"
          + " free."),
  LESSOR_LEASES_NOT_DURABLE(
      Level.ERROR,
      "Leases cannot be brought to stable storage, so no DHCPACK leaves. The reason follows. Make"
          + " room or repair the disk; service resumes by itself where the line says so."),
  LESSOR_LEASES_DURABLE_AGAIN(
      Level.INFO, "Leases reach stable storage again; service has resumed."),
  DHCPSRV_MEMFILE_LEASE_FILE_LOAD(Level.INFO, "The lease file was loaded. Counts and time follow."),
  DHCPSRV_MEMFILE_LEASE_LOAD_ROW_ERROR(
      Level.ERROR,
      "A line of the lease file cannot be read. Its number and what is wrong follow; all other"
          + " lines were loaded. It is kept, as LESSOR_LEASE_LINES_UNREADABLE says."),
  LESSOR_LEASE_LINES_UNREADABLE(
      Level.ERROR,
      "Some lines of the lease files cannot be read. They were added to the file that is named, as"
          + " they are, behind the columns that they were written for, and are in no lease file any"
          + " more. To have one back, stop the server, mend the line, and add it to the lease"
          + " file."),
  DHCPSRV_MEMFILE_NEEDS_DOWNGRADING(
      Level.WARN,
      "The lease file has columns that are not known, such as those of a newer version. Their"
          + " values are dropped."),
  DHCPSRV_MEMFILE_TORN_TAIL(
      Level.WARN,
      "The last line of the lease file does not end in a newline. With loaded=true nothing else was"
          + " missing. With loaded=false it ends in the middle, as after a power cut: it was never"
          + " acknowledged, and was cut off."),
  LESSOR_LEASE_FILE_ASTRAY(
      Level.ERROR,
      "The lease file was removed, replaced or cut short by somebody else while it was in use. What"
          + " stands in its place is set aside, and all leases are written anew, as"
          + " DHCPSRV_MEMFILE_LFC_EXECUTE then says. No DHCPACK leaves before there is a lease file"
          + " again. To change leases by hand, stop the server first."),
  DHCPSRV_MEMFILE_LFC_EXECUTE(
      Level.INFO, "The lease file was made compact. Counts and time follow."),
  DHCPSRV_MEMFILE_LFC_FAIL(
      Level.ERROR,
      "The lease file could not be made compact. The reason follows; the file goes on growing and"
          + " nothing is lost. It is tried again after lfc-interval."),
  DHCPSRV_LEASE_SANITY_FIXED(
      Level.INFO,
      "A lease of the file named a subnet that it does not lie in. It was given the id of the one"
          + " that it lies in, as sanity-checks asks."),
  DHCPSRV_LEASE_SANITY_FAIL_DISCARD(
      Level.INFO,
      "A lease of the file named a subnet that it does not lie in. It was deleted, as sanity-checks"
          + " asks."),
  LESSOR_LEASE_OUTSIDE_SUBNETS(
      Level.WARN,
      "A lease belongs to no subnet of the configuration, by its address or by its subnet id. It is"
          + " kept, but not given again; its client cannot renew it."),
  LESSOR_LEASE_OUTSIDE_POOLS(
      Level.WARN,
      "A lease lies in a subnet, but in none of its pools, and is reserved for nobody, as after a"
          + " reload that made a pool smaller. It is kept until it ends; its client cannot renew"
          + " it."),
  LESSOR_CLOCK_STEPPED(
      Level.WARN,
      "The wall clock jumped back. Leases keep the end that they were given, so they hold longer by"
          + " that much; none is given to two clients."),
  LESSOR_WORKER_FAILED(
      Level.ERROR,
      "A fault inside the server. The packet or lease that it handled was passed over, or the"
          + " configuration that it took over holds in part at most; it goes on. Written once a"
          + " second at most for packets, counted by pkt4-processing-failed and pkt4-send-failed."
          + " Please report it with the lines that follow.");

  /// The logger that all others are below.
  private static final String ROOT = "kea-dhcp4";

  private final Level level;
  private final String paragraph;

  ServerEvent(Level level, String paragraph) {
    this.level = level;
    this.paragraph = paragraph;
  }

  /// How severe it is.
  public Level level() {
    return level;
  }

  /// The logger that its lines come from, by Kea's name (Kea: loggers).
  public String logger() {
    return switch (this) {
      case LESSOR_EXPLANATION -> "lessor.explain";
      case DHCP4_LEASE_OFFER,
          DHCP4_LEASE_ALLOC,
          DHCP4_RELEASE,
          DHCP4_DECLINE_LEASE,
          LESSOR_OFFER_WITHDRAWN ->
          ROOT + ".leases";
      case DHCP4_NAK, DHCP4_PACKET_DROP_0001, DHCP4_NO_ANSWER -> ROOT + ".bad-packets";
      case DHCP4_PACKET_SEND_FAIL, LESSOR_NEIGHBOUR_FAIL, LESSOR_OVERLOAD -> ROOT + ".packets";
      case ALLOC_ENGINE_V4_ALLOC_FAIL -> ROOT + ".alloc-engine";
      case LIMITS_LEASE_LIMIT_EXCEEDED,
          LIMITS_PACKET_WITH_CLIENT_CLASSES_RATE_LIMIT_DROPPED,
          LIMITS_PACKET_WITH_SUBNET_ID_RATE_LIMIT_DROPPED ->
          ROOT + ".limits-hooks";
      case LESSOR_SCRIPT_FAILED, LESSOR_SCRIPT_BUSY -> ROOT + ".run-script-hooks";
      case PING_CHECK_CONFLICT, LESSOR_PING_BUSY, LESSOR_PING_UNASKED, LESSOR_PING_UNAVAILABLE ->
          ROOT + ".ping-check-hooks";
      case LESSOR_LEASES_NOT_DURABLE,
          LESSOR_LEASES_DURABLE_AGAIN,
          DHCPSRV_MEMFILE_LEASE_FILE_LOAD,
          DHCPSRV_MEMFILE_LEASE_LOAD_ROW_ERROR,
          LESSOR_LEASE_LINES_UNREADABLE,
          DHCPSRV_MEMFILE_NEEDS_DOWNGRADING,
          DHCPSRV_MEMFILE_TORN_TAIL,
          LESSOR_LEASE_FILE_ASTRAY,
          DHCPSRV_MEMFILE_LFC_EXECUTE,
          DHCPSRV_MEMFILE_LFC_FAIL,
          DHCPSRV_LEASE_SANITY_FIXED,
          DHCPSRV_LEASE_SANITY_FAIL_DISCARD,
          LESSOR_LEASE_OUTSIDE_SUBNETS,
          LESSOR_LEASE_OUTSIDE_POOLS ->
          ROOT + ".dhcpsrv";
      case DHCP4_STARTING,
          DHCP4_STARTED,
          DHCP4_SHUTDOWN,
          DHCP4_CONFIG_COMPLETE,
          DHCP4_CONFIG_WARNING,
          DHCP4_CONFIG_LOAD_FAIL,
          DHCP4_DYNAMIC_RECONFIGURATION,
          DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS,
          DHCP4_DYNAMIC_RECONFIGURATION_FAIL,
          LESSOR_CONFIG_NEEDS_RESTART,
          DHCP4_OPEN_SOCKET,
          DHCP4_OPEN_SOCKET_FAIL,
          LESSOR_INTERFACE_WAITING,
          LESSOR_INTERFACE_GONE,
          LESSOR_CLOCK_STEPPED,
          LESSOR_WORKER_FAILED ->
          ROOT + ".dhcp4";
    };
  }

  /// What it means to the operator.
  public String paragraph() {
    return paragraph;
  }
}
