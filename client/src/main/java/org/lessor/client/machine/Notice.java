package org.lessor.client.machine;

/// What the client tells its operator: one line of log each, with a stable id.
public enum Notice {
  /// The client began.
  STARTED(
      "LSR-C-001",
      Level.INFO,
      "The client runs on this interface, with this hardware address and client identifier. Servers"
          + " know it by the client identifier where one is sent, else by the hardware address."),
  /// The interface does not exist.
  INTERFACE_MISSING(
      "LSR-C-002",
      Level.WARN,
      "There is no interface of this name. The client waits until there is one; check the name if "
          + "none is expected."),
  /// The interface was set up by the client.
  INTERFACE_SET_UP(
      "LSR-C-003", Level.INFO, "The interface was down and has been set up by the client."),
  /// The interface is down, and the client is not to change anything.
  INTERFACE_DOWN(
      "LSR-C-008",
      Level.WARN,
      "The interface is down, and a dry run does not set it up. The client waits until somebody "
          + "does."),
  /// The interface has no carrier yet.
  NO_CARRIER(
      "LSR-C-004",
      Level.WARN,
      "The interface is up but has no carrier. The client waits for it; check cable, switch port or"
          + " radio."),
  /// The link went down.
  LINK_DOWN(
      "LSR-C-005",
      Level.WARN,
      "The link lost its carrier or was taken down. A lease in use stays in use until it expires; "
          + "nothing is sent until the link is back."),
  /// The link came back.
  LINK_UP(
      "LSR-C-006",
      Level.INFO,
      "The link is back. The client asks whether it may go on using its address, as it may be "
          + "connected to another network now (RFC 2131 section 3.2)."),
  /// The interface vanished.
  INTERFACE_GONE(
      "LSR-C-007",
      Level.WARN,
      "The interface was removed, renamed or given another hardware address. The client begins anew"
          + " when an interface of this name is there."),
  /// The machine was suspended.
  RESUMED(
      "LSR-C-009",
      Level.INFO,
      "The machine was suspended and goes on. The client asks whether it may go on using its"
          + " address, as it may be connected to another network now."),
  /// DISCOVER went out.
  DISCOVERING("LSR-C-101", Level.INFO, "DHCPDISCOVER was broadcast: the client looks for servers."),
  /// An acceptable OFFER came.
  OFFERED("LSR-C-102", Level.INFO, "A server offered an address, and the client accepts it."),
  /// An OFFER came after another was accepted.
  OFFER_NOT_CHOSEN(
      "LSR-C-103",
      Level.INFO,
      "Another server offered an address too, after the client had accepted an offer."),
  /// An OFFER was not acceptable.
  OFFER_REFUSED(
      "LSR-C-104",
      Level.WARN,
      "An offer was not acceptable, for the reason given. If no other offer comes, the client goes"
          + " on without an address: look at the configuration of that server."),
  /// REQUEST went out for an offer.
  REQUESTING("LSR-C-105", Level.INFO, "DHCPREQUEST was broadcast: the client accepts an offer."),
  /// No answer to the REQUESTs.
  REQUEST_UNANSWERED(
      "LSR-C-106",
      Level.WARN,
      "The server did not answer the acceptance of its own offer. The client begins anew."),
  /// ACK came.
  ACKNOWLEDGED("LSR-C-107", Level.INFO, "The server acknowledged: the address is the client's."),
  /// What the server told.
  CONFIGURATION_RECEIVED(
      "LSR-C-108",
      Level.INFO,
      "The configuration received: each option by name, as the server sent it. What is not listed"
          + " was not sent."),
  /// NAK came.
  REFUSED_BY_SERVER(
      "LSR-C-109",
      Level.WARN,
      "A server refused the address (DHCPNAK). The client stops using it at once and begins anew; "
          + "after several in a row it waits longer each time."),
  /// An ACK or NAK was not acceptable.
  REPLY_REFUSED(
      "LSR-C-110",
      Level.WARN,
      "A reply to the client's request was not acceptable, for the reason given, and is treated as"
          + " if it had been lost."),
  /// A message was not for this client, or not for now.
  REPLY_IGNORED(
      "LSR-C-111",
      Level.DEBUG,
      "A message was not for this client or had no meaning in this state. Normal where several "
          + "clients or servers share a link."),
  /// Bytes that are no DHCP message.
  MALFORMED(
      "LSR-C-112",
      Level.DEBUG,
      "A packet to the client's port was not a well-formed DHCP message, for the reason given."),
  /// REQUEST went out for a remembered address.
  REBOOTING(
      "LSR-C-113",
      Level.INFO,
      "DHCPREQUEST was broadcast: the client asks for the address that it had (INIT-REBOOT)."),
  /// No answer to these.
  REBOOT_UNANSWERED(
      "LSR-C-114",
      Level.INFO,
      "No server confirmed the remembered address. The client looks for any server, and asks it for"
          + " the same address."),
  /// A remembered lease is used without a server's word.
  LEASE_UNCONFIRMED(
      "LSR-C-115",
      Level.WARN,
      "No server answers, and the remembered lease has not ended: it is used, as the client was"
          + " told to. Servers are asked again at T1 at the latest."),
  /// The network does without IPv4.
  IPV6_ONLY(
      "LSR-C-116",
      Level.INFO,
      "A server said that this network prefers hosts without IPv4 (option 108, RFC 8925). The"
          + " client takes no address and asks again after the time given."),
  /// A server forces a renewal.
  RENEWAL_FORCED(
      "LSR-C-117",
      Level.INFO,
      "The server of the lease asked the client to renew, and proved to be that server (RFC"
          + " 6704)."),
  /// Somebody tries to force a renewal.
  FORCE_RENEW_REFUSED(
      "LSR-C-118",
      Level.WARN,
      "A DHCPFORCERENEW came without proof that it is from the server of the lease. Nothing was"
          + " done about it."),
  /// ARP probing began.
  PROBING(
      "LSR-C-201",
      Level.INFO,
      "The client asks by ARP whether another host uses the address (RFC 5227)."),
  /// The address is taken.
  ADDRESS_TAKEN(
      "LSR-C-202",
      Level.WARN,
      "Another host, whose link address is given, uses the address that the server granted. The"
          + " client told the server (DHCPDECLINE) and begins anew after a wait. Look for a host"
          + " with a static address inside the server's pool, or for a second server."),
  /// The address in use is disputed; announced again.
  ADDRESS_DEFENDED(
      "LSR-C-203",
      Level.WARN,
      "Another host, whose link address is given, uses our address too. The client announced that"
          + " the address is its own."),
  /// The address in use is lost to another host.
  ADDRESS_LOST(
      "LSR-C-204",
      Level.WARN,
      "Another host keeps using our address. The client gave it up. Where it was not looking for a"
          + " lease at that time, it told the server (DHCPDECLINE) and begins anew after a wait."),
  /// A link-local address is in use.
  LINK_LOCAL(
      "LSR-C-205",
      Level.WARN,
      "No server answers: the client uses a link-local address of its own choice (RFC 3927), which"
          + " reaches hosts on the same link only, and goes on looking for servers."),
  /// A link-local address is another host's.
  LINK_LOCAL_TAKEN(
      "LSR-C-206",
      Level.INFO,
      "Another host, whose link address is given, uses the link-local address. The client tries the"
          + " next one."),
  /// The network wants no link-local addresses.
  LINK_LOCAL_FORBIDDEN(
      "LSR-C-207",
      Level.INFO,
      "A server has no address for the client and said that nobody is to take a link-local one"
          + " (option 116, RFC 2563)."),
  /// Somebody removed the address; it is back.
  ADDRESS_RESTORED(
      "LSR-C-208",
      Level.WARN,
      "Somebody removed the address from the interface while its lease holds. The client put it"
          + " back. Look for another program that configures the interface."),
  /// Somebody keeps removing the address.
  ADDRESS_REMOVED(
      "LSR-C-209",
      Level.ERROR,
      "Somebody removed the address from the interface again. The client took the rest of the"
          + " configuration away and begins anew after a wait. Look for another program that"
          + " configures the interface."),
  /// The script does not want the address.
  ADDRESS_REJECTED(
      "LSR-C-210",
      Level.WARN,
      "The script that configures the interface ended with another status than 0 when it was given"
          + " the address. The client does not use the address; where a server had granted it, the"
          + " client told the server (DHCPDECLINE) and begins anew after a wait. Look at what the"
          + " script printed."),
  /// The lease is in use.
  BOUND("LSR-C-301", Level.INFO, "The address is in use until it expires, unless it is extended."),
  /// REQUEST went to the server of the lease.
  RENEWING(
      "LSR-C-302", Level.INFO, "DHCPREQUEST was sent to the server that granted the lease (T1)."),
  /// REQUEST went to all servers.
  REBINDING(
      "LSR-C-303",
      Level.WARN,
      "The server of the lease does not answer; DHCPREQUEST was broadcast to every server (T2)."),
  /// The lease was extended.
  RENEWED("LSR-C-304", Level.INFO, "The lease was extended."),
  /// The lease is over.
  EXPIRED(
      "LSR-C-305",
      Level.ERROR,
      "No server extended the lease. The address is no longer used, and the client begins anew. "
          + "Check whether the server runs and can be reached."),
  /// RELEASE went out.
  RELEASED("LSR-C-306", Level.INFO, "The address was given back to the server (DHCPRELEASE)."),
  /// The client ended and undid its configuration.
  STOPPED("LSR-C-307", Level.INFO, "The client ended. What it had configured was taken away."),
  /// The client ended and left its configuration.
  DETACHED(
      "LSR-C-308",
      Level.INFO,
      "The client ended. What it had configured stays until the lease ends, and nothing extends"
          + " it."),
  /// Something was changed on the host.
  CONFIGURED("LSR-C-401", Level.INFO, "What was changed on this host for the lease."),
  /// Part of the configuration could not be applied or was not acceptable.
  NOT_CONFIGURED(
      "LSR-C-402",
      Level.WARN,
      "Part of the configuration received was not applied, for the reason given. The rest was."),
  /// What was configured was taken away.
  DECONFIGURED("LSR-C-403", Level.INFO, "What was changed back on this host."),
  /// Leftovers of an earlier run were found.
  LEFTOVERS_REMOVED(
      "LSR-C-404",
      Level.INFO,
      "Addresses or routes of an earlier run that did not end in order were found and removed."),
  /// The lease file could not be written.
  LEASE_NOT_SAVED(
      "LSR-C-501",
      Level.WARN,
      "The lease could not be written to its file, for the reason given. It is used all the same; "
          + "after a restart the client will ask for any address."),
  /// The lease file could not be used.
  LEASE_FILE_IGNORED(
      "LSR-C-502",
      Level.WARN,
      "The lease file of an earlier run cannot be used, for the reason given. The client asks for"
          + " any address and writes a new one."),
  /// The UDP port is another program's.
  PORT_TAKEN(
      "LSR-C-602",
      Level.WARN,
      "The client's UDP port could not be opened at the address, for the reason given; most often"
          + " another DHCP client runs. This client goes on with frames of its own. Stop the other"
          + " one where it works on the same interface."),
  /// A packet could not be sent.
  NOT_SENT(
      "LSR-C-601",
      Level.WARN,
      "A message could not be handed to the kernel, for the reason given. It will be sent again"
          + " when its answer is overdue."),
  /// A hook ran.
  HOOK_RAN("LSR-C-701", Level.DEBUG, "A hook program ran and ended with status 0."),
  /// A hook failed.
  HOOK_FAILED(
      "LSR-C-702",
      Level.WARN,
      "A hook program could not be started, ended with another status than 0, or took too long and"
          + " was killed. The client goes on; what the program should have done may be missing."),
  /// No room for a hook.
  HOOK_LEFT_OUT(
      "LSR-C-703",
      Level.WARN,
      "Too many events wait for hook programs, so this one is not told. Look for the program that "
          + "takes so long."),
  /// A value did not reach the hooks.
  HOOK_VALUE_LEFT_OUT(
      "LSR-C-704",
      Level.WARN,
      "The server sent a value that a careless script could take for more than text, so no hook "
          + "gets it. Look at the server if the value is meant."),
  /// A client among several cannot go on.
  CLIENT_FAILED(
      "LSR-C-801",
      Level.ERROR,
      "This machine refused something that the client of this interface cannot do without, for the"
          + " reason given. It tries again in half a minute, or when it is told to renew.");

  /// How loud a notice is.
  public enum Level {
    /// Only for whoever looks for a fault.
    DEBUG,
    /// The normal course of things.
    INFO,
    /// Something that an operator may have to act on.
    WARN,
    /// The client lost its address.
    ERROR
  }

  private final String id;
  private final Level level;
  private final String paragraph;

  Notice(String id, Level level, String paragraph) {
    this.id = id;
    this.level = level;
    this.paragraph = paragraph;
  }

  /// The stable id, such as `LSR-C-101`.
  public String id() {
    return id;
  }

  /// How loud it is.
  public Level level() {
    return level;
  }

  /// The operator's paragraph: what it means, the likely cause, what to do.
  public String paragraph() {
    return paragraph;
  }
}
