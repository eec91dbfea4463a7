package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;

/// What a relay agent said of a client, put back into renewals that come past it (Kea:
/// stash-agent-options). It was kept with the lease ([UserContext]).
final class Stash {
  private Stash() {}

  /// The message with the relay agent information of the client's lease, if that is wanted and the
  /// message is a DHCPREQUEST sent directly by a client with an address; otherwise the message.
  static DhcpMessage restored(
      Settings settings, DhcpMessage message, LeaseView leases, long nowSeconds) {
    if (settings.agentOptions() == Settings.AgentOptions.LEFT
        || message.ciaddr().isUnspecified()
        || !message.giaddr().isUnspecified()
        || hasAgentOptions(message)
        || message.messageType().filter(MessageType.DHCPREQUEST::equals).isEmpty()) {
      return message;
    }
    Optional<Lease> lease =
        leases
            .lease(message.ciaddr())
            .filter(held -> held.state() == LeaseState.ASSIGNED && !held.expiredAt(nowSeconds))
            .filter(held -> held.client().matches(Client.of(message).identity()));
    Optional<Bytes> kept = lease.flatMap(held -> UserContext.relayAgentInfo(held.userContext()));
    return kept.isEmpty() ? message : with(message, kept.get());
  }

  private static boolean hasAgentOptions(DhcpMessage message) {
    Optional<Bytes> option = message.option(OptionCodes.AGENT_OPTIONS);
    return option.isPresent() && !option.get().isEmpty();
  }

  private static DhcpMessage with(DhcpMessage message, Bytes agentOptions) {
    return Message.copyOf(message)
        .with(builder ->
            builder
                .without(OptionCodes.AGENT_OPTIONS)
                .option(OptionCodes.AGENT_OPTIONS, agentOptions));
  }
}
