package org.lessor.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lessor.engine.Binding;
import org.lessor.engine.BootFields;
import org.lessor.engine.Explanation;
import org.lessor.engine.LeaseChange;
import org.lessor.engine.Limit;
import org.lessor.engine.Pool;
import org.lessor.engine.Reservation;
import org.lessor.engine.Settings;
import org.lessor.engine.Step;
import org.lessor.engine.Subnet;
import org.lessor.engine.Verdict;
import org.lessor.engine.expression.Expression;
import org.lessor.wire.Bytes;
import org.lessor.wire.Message;
import org.lessor.wire.MessagePrinter;
import org.lessor.wire.MessageType;

/// Says in words why a message was answered as it was, and from where each option of the answer
/// comes.
public final class ExplanationText {
  private final Explanation explanation;
  private final Settings settings;

  /// The words for this explanation, of a decision under these settings.
  public ExplanationText(Explanation explanation, Settings settings) {
    this.explanation = explanation;
    this.settings = settings;
  }

  /// What led to the decision, a line each, in order: the tests of classes, the search for the
  /// subnet, what is reserved, which addresses were considered.
  public List<String> reasons() {
    return explanation.steps().stream().map(ExplanationText::words).toList();
  }

  private static String words(Step step) {
    return switch (step) {
      case Step.Assigned(String name, Step.Cause cause) ->
          "class " + name + ": member, " + words(cause);
      case Step.Tested(String name, String test, Expression.Outcome outcome) ->
          "class " + name + ": " + test + " is " + outcome.toString().toLowerCase(Locale.ROOT);
      case Step.Yielded(String name, String template, Optional<Bytes> value) ->
          "class "
              + name
              + ": "
              + template
              + value.map(found -> " yields 0x" + found.toHex()).orElse(" cannot be evaluated");
      case Step.Reconsidered() ->
          "classes by tests are taken back: those of the reservation may change them";
      case Step.Located(Step.By by, String key, Optional<Subnet> subnet) ->
          "subnet: by "
              + words(by)
              + " "
              + key
              + subnet.map(found -> ": " + words(found)).orElse(": none");
      case Step.Closed(Subnet subnet, Step.By by) ->
          "subnet: by " + words(by) + ": " + words(subnet) + " is not for this client's classes";
      case Step.LookedUp(Step.Scope scope, List<Reservation> found) ->
          (scope == Step.Scope.GLOBAL ? "global reservation: " : "reservation: ") + words(found);
      case Step.Considered(
              var address,
              Binding.Origin origin,
              Optional<Subnet> subnet,
              Optional<Pool> pool) ->
          "address: "
              + address
              + ", "
              + words(origin)
              + pool.map(found -> ", pool " + found)
                  .orElse(subnet.isPresent() ? ", outside pools" : ", not one for this client");
      case Step.Overlong(int bytes, int mostBytes) ->
          "client identifier: flex_id makes one of "
              + bytes
              + " bytes, more than "
              + mostBytes
              + ": the client keeps its own";
      case Step.Limited(var address, Limit.Reached limit) ->
          "address: "
              + address
              + " cannot be had: "
              + limit.whose()
              + " is limited to "
              + limit.addresses()
              + " at a time";
      case Step.Rated(Limit.Counted limit) ->
          "limit of packets: " + limit.whose() + ", " + limit.rate().text();
    };
  }

  private static String words(Step.Cause cause) {
    return switch (cause) {
      case BUILT_IN -> "built in";
      case VENDOR_CLASS -> "by option 60";
      case TEST -> "by its test";
      case TEMPLATE -> "by its template";
      case SPAWNED -> "spawned by a template";
      case RESERVATION -> "by the reservation";
      case ADDITIONAL -> "listed as additional";
    };
  }

  private static String words(Step.By by) {
    return switch (by) {
      case LINK_SELECTION -> "link selection (option 82, sub-option 5)";
      case SUBNET_SELECTION -> "subnet selection (option 118)";
      case RELAY_LIST -> "relay ip-addresses";
      case GIADDR -> "the relay agent's address";
      case CIADDR -> "the client's address";
      case SOURCE -> "the source address";
      case INTERFACE -> "interface";
      case INTERFACE_ADDRESS -> "the interface's address";
    };
  }

  private static String words(Subnet subnet) {
    return "subnet " + subnet.id() + ", " + subnet.prefix();
  }

  private static String words(List<Reservation> found) {
    List<String> words = new ArrayList<>();
    for (Reservation reservation : found) {
      words.add(
          reservation.key().kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
              + reservation.address().map(address -> ", address " + address).orElse("")
              + reservation.hostname().map(name -> ", hostname " + name).orElse(""));
    }
    return words.isEmpty() ? "none for this client" : String.join("; ", words);
  }

  private static String words(Binding.Origin origin) {
    return switch (origin) {
      case RESERVED -> "reserved for the client";
      case HELD -> "the client has it, or is offered it";
      case FORMER -> "the client had it last";
      case REQUESTED -> "the client asks for it";
      case ALLOCATED -> "free";
    };
  }

  /// What is done about the message, in one line.
  public String answer() {
    return switch (explanation.verdict()) {
      case Verdict.Offer(Binding binding, _, _) -> "DHCPOFFER of " + words(binding);
      case Verdict.Ack(Binding binding, _, _) -> "DHCPACK of " + words(binding);
      case Verdict.Inform _ -> "DHCPACK without an address: parameters only";
      case Verdict.Nak nak -> "DHCPNAK: " + nak.reason().text();
      case Verdict.Absorb(var reason, List<LeaseChange> changes) ->
          "no answer, but leases change: " + lower(reason) + " " + addresses(changes);
      case Verdict.Silent(var reason) -> "no answer: " + lower(reason);
    };
  }

  private static String lower(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String addresses(List<LeaseChange> changes) {
    return String.join(", ", changes.stream().map(change -> change.address().toString()).toList());
  }

  private static String words(Binding binding) {
    return binding.lease().address()
        + " ("
        + words(binding.origin())
        + ") for "
        + binding.lifetimeSeconds()
        + " s, subnet "
        + binding.subnet().id()
        + binding.network().name().map(name -> " of \"" + name + "\"").orElse("")
        + binding.pool().map(pool -> ", pool " + pool).orElse(", outside pools");
  }

  /// The options of the answer in the order in which they are sent, each with the level that it
  /// comes from; then, in brackets, those that are set for the client and not sent, and why.
  public List<String> options() {
    Optional<Message> reply = explanation.reply();
    if (reply.isEmpty()) {
      return List.of();
    }
    OptionSources sources = new OptionSources(explanation, settings);
    List<String> lines = new ArrayList<>();
    List<Integer> sent = new ArrayList<>();
    reply
        .get()
        .forEachOption((value, code) -> {
          sent.add(code);
          lines.add(option(code, value) + "  <- " + sources.source(code, value).orElse("server"));
        });
    boolean leases = reply.get().messageType().filter(MessageType.DHCPNAK::equals).isEmpty();
    if (leases) {
      for (OptionSources.Unsent unsent : sources.unsent(sent)) {
        lines.add(
            "("
                + option(unsent.code(), unsent.value())
                + "  <- "
                + unsent.level()
                + ", not sent: "
                + unsent.reason()
                + ")");
      }
    }
    return lines;
  }

  /// The boot fields of the answer that the configuration sets, each with the level that it comes
  /// from. A DHCPNAK has none.
  public List<String> bootFields() {
    Optional<Message> reply = explanation.reply();
    if (reply.isEmpty() || explanation.verdict() instanceof Verdict.Nak) {
      return List.of();
    }
    OptionSources sources = new OptionSources(explanation, settings);
    List<String> lines = new ArrayList<>();
    sources
        .source(BootFields::siaddr)
        .ifPresent(
            level -> lines.add("siaddr (next-server) " + reply.get().siaddr() + "  <- " + level));
    sources
        .source(BootFields::sname)
        .ifPresent(level ->
            lines.add("sname (server-hostname) " + reply.get().sname().toText() + "  <- " + level));
    sources
        .source(BootFields::file)
        .ifPresent(level ->
            lines.add("file (boot-file-name) " + reply.get().file().toText() + "  <- " + level));
    return lines;
  }

  private static String option(int code, Bytes value) {
    return code + " " + MessagePrinter.STANDARD.option(code, value);
  }

  /// All of it on one line.
  public String line() {
    List<String> all = new ArrayList<>(reasons());
    all.add(answer());
    all.addAll(bootFields());
    all.addAll(options());
    return String.join(" | ", all);
  }
}
