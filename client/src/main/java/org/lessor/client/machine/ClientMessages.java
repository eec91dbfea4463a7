package org.lessor.client.machine;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
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

  private final ClientProfile profile;

  ClientMessages(ClientProfile profile) {
    this.profile = profile;
  }

  /// DISCOVER: `ciaddr` 0, the address asked for as a hint.
  Message discover(Exchange exchange, @Nullable Ipv4 hint) {
    return asking(
        MessageType.DHCPDISCOVER,
        exchange,
        m -> hint == null ? m : m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, hint));
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
          return m.option(StandardOptions.DHCP_MESSAGE, "address in use by another host");
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
          changed.option(StandardOptions.DHCP_MAX_MESSAGE_SIZE, (long) profile.maxMessageSize());
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
    if (profile.requestedOptions().isEmpty()) {
      return message;
    }
    int[] codes = profile.requestedOptions().stream().mapToInt(Integer::intValue).toArray();
    return message.option(StandardOptions.DHCP_PARAMETER_REQUEST_LIST, Bytes.ofUnsigned(codes));
  }
}
