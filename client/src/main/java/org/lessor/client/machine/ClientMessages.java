package org.lessor.client.machine;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Authentication;
import org.lessor.wire.Bytes;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Option;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// The messages of a client: which field and option goes into which (RFC 2131 table 5). What is not
/// set here is 0 or absent.
final class ClientMessages {
  private static final int BROADCAST_FLAG = 0x8000;

  private static final Bytes HMAC_MD5 = Bytes.ofUnsigned(Authentication.HMAC_MD5);
  private static final int RAPID_COMMIT_TRIES = 4;

  private final ClientProfile profile;
  private final Bytes requestedOptions;

  ClientMessages(ClientProfile profile) {
    this.profile = profile;
    this.requestedOptions = requestedOptions(profile);
  }

  /// What the user wants, and what the rules in force need.
  private static Bytes requestedOptions(ClientProfile profile) {
    Set<Integer> codes = new LinkedHashSet<>(profile.requestedOptions());
    codes.addAll(new TreeSet<>(profile.offers().requiredOptions()));
    if (profile.does(Extension.IPV6_ONLY)) {
      codes.add(StandardOptions.V6_ONLY_PREFERRED.code());
    }
    return Bytes.ofUnsigned(codes.stream().mapToInt(Integer::intValue).toArray());
  }

  /// DISCOVER: `ciaddr` 0, the address asked for as a hint.
  ///
  /// @param tries which of its exchange it is, from 1
  Message discover(Exchange exchange, @Nullable Ipv4 hint, int tries) {
    return asking(
        MessageType.DHCPDISCOVER,
        exchange,
        m -> {
          if (hint != null) {
            m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, hint);
          }
          if (asksForRapidCommit(tries)) {
            m.option(StandardOptions.RAPID_COMMIT, Bytes.EMPTY);
          }
          return profile.does(Extension.LINK_LOCAL) ? m.option(StandardOptions.AUTO_CONFIG, 1L) : m;
        });
  }

  /// Whether DISCOVER number `tries` asks for two messages instead of four. An ACK may answer any
  /// of an exchange's, so its lease counts from the first: later ones do not ask, or it would be
  /// too old.
  boolean asksForRapidCommit(int tries) {
    return profile.does(Extension.RAPID_COMMIT) && tries <= RAPID_COMMIT_TRIES;
  }

  /// REQUEST in SELECTING: `ciaddr` 0, the offered address and the server's identifier. `secs` is
  /// that of the DISCOVER, so that relays treat both alike (RFC 2131 section 3.1 step 3).
  Message selecting(Exchange exchange, Terms offer) {
    return asking(
        MessageType.DHCPREQUEST,
        exchange,
        m -> {
          m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, offer.address());
          return m.option(StandardOptions.DHCP_SERVER_IDENTIFIER, offer.serverId());
        });
  }

  /// REQUEST in INIT-REBOOT: `ciaddr` 0, the remembered address, no server identifier.
  Message rebooting(Exchange exchange, Ipv4 address) {
    return asking(
        MessageType.DHCPREQUEST,
        exchange,
        m -> m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, address));
  }

  /// REQUEST in RENEWING and REBINDING: `ciaddr` says which address; neither requested address nor
  /// server identifier.
  Message extending(Exchange exchange, Ipv4 address) {
    return asking(MessageType.DHCPREQUEST, exchange, m -> m.ciaddr(address).flags(0));
  }

  /// DECLINE: `ciaddr` 0, the address and the server that granted it, and why.
  Message decline(Xid xid, Lease lease) {
    return telling(
        MessageType.DHCPDECLINE,
        xid,
        m -> {
          m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, lease.address());
          m.option(StandardOptions.DHCP_SERVER_IDENTIFIER, lease.serverId());
          return m.option(StandardOptions.DHCP_MESSAGE, "address in use");
        });
  }

  /// RELEASE: `ciaddr` says which address; the server that granted it.
  Message release(Xid xid, Lease lease) {
    return telling(
        MessageType.DHCPRELEASE,
        xid,
        m ->
            m.ciaddr(lease.address())
                .option(StandardOptions.DHCP_SERVER_IDENTIFIER, lease.serverId()));
  }

  /// A message that wants an answer: says who we are, what we ask for and how much we can take.
  private Message asking(
      MessageType type, Exchange exchange, UnaryOperator<Message.Builder> changes) {
    return Message.of(
        Op.BOOTREQUEST,
        type,
        exchange.xid(),
        profile.chaddr(),
        m -> {
          m.secs(exchange.secs());
          switch (profile.broadcastFlag()) {
            case CLEAR -> {}
            case SET -> m.flags(BROADCAST_FLAG);
          }
          Message.Builder changed = changes.apply(identify(m));
          for (Option option : profile.sentOptions()) {
            changed.option(option.code(), option.value());
          }
          if (profile.does(Extension.FORCE_RENEW)) {
            changed.option(StandardOptions.FORCERENEW_NONCE_CAPABLE, HMAC_MD5);
          }
          // RFC 7844 section 3: nothing that can be spared.
          if (!profile.does(Extension.ANONYMITY)) {
            changed.option(StandardOptions.DHCP_MAX_MESSAGE_SIZE, (long) profile.maxMessageSize());
          }
          return requestParameters(changed);
        });
  }

  /// A message that wants no answer: nothing but what table 5 allows.
  private Message telling(MessageType type, Xid xid, UnaryOperator<Message.Builder> changes) {
    return Message.of(Op.BOOTREQUEST, type, xid, profile.chaddr(), m -> changes.apply(identify(m)));
  }

  private Message.Builder identify(Message.Builder message) {
    return profile.clientId().isEmpty()
        ? message
        : message.option(StandardOptions.DHCP_CLIENT_IDENTIFIER, profile.clientId());
  }

  private Message.Builder requestParameters(Message.Builder message) {
    return requestedOptions.isEmpty()
        ? message
        : message.option(StandardOptions.DHCP_PARAMETER_REQUEST_LIST, requestedOptions);
  }
}
