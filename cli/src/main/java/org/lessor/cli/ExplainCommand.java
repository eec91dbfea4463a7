package org.lessor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.lessor.cli.Flags.Form;
import org.lessor.cli.explain.Kind;
import org.lessor.cli.explain.LeaseCopy;
import org.lessor.cli.explain.Question;
import org.lessor.config.Configuration;
import org.lessor.config.Dhcp4Reader;
import org.lessor.config.Loaded;
import org.lessor.config.Problem;
import org.lessor.engine.Explanation;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Policy;
import org.lessor.engine.Reception;
import org.lessor.server.ExplanationText;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessagePrinter;
import picocli.CommandLine;

/// `lessor explain`: says what a server with this configuration would answer to a client, and why.
final class ExplainCommand extends Subcommand {
  private static final int NO_ANSWER = 2;

  private final Supplier<Path> config;
  private final Supplier<String> mac;
  private final Supplier<String> message;
  private final Supplier<Optional<String>> address;
  private final Supplier<Optional<String>> giaddr;
  private final Supplier<Optional<String>> interfaceName;
  private final Supplier<Optional<String>> serverAddress;
  private final Supplier<Optional<String>> clientId;
  private final Supplier<List<String>> options;
  private final Supplier<Optional<Path>> leaseFile;

  ExplainCommand() {
    super(
        "explain",
        "Says what a server with this configuration would answer to a client, and why: classes,"
            + " subnet, reservation, address, and the level that each option comes from. Sends and"
            + " changes nothing; needs no privilege.");
    exitCodes(
        "0:the client would get an answer",
        "1:the configuration or the lease file cannot be read",
        "2:the client would get no answer",
        "64:the command line is wrong");
    spec().exitCodeOnInvalidInput(CheckCommand.WRONG_COMMAND_LINE);
    Flags flags = flags();
    config = flags.required("-c,--config", "FILE", Form.PATH, "Kea Dhcp4 configuration (JSON).");
    mac = flags.required("--mac", "ADDRESS", Form.TEXT, "The client's hardware address.");
    message =
        flags.value(
            "--message",
            "KIND",
            Form.TEXT,
            "discover",
            "What the client sends: discover, request (takes up this server's offer), reboot,"
                + " renew, rebind, inform, release, decline (default ${DEFAULT-VALUE}).");
    address =
        flags.value(
            "--address", "ADDRESS", Form.TEXT, "The address that the client has or asks for.");
    giaddr =
        flags.value(
            "--giaddr",
            "ADDRESS",
            Form.TEXT,
            "The relay agent that passes the message on. Without: it comes directly.");
    interfaceName =
        flags.value(
            "--interface",
            "NAME",
            Form.TEXT,
            "Where it comes in. Default: the first interface that the configuration names.");
    serverAddress =
        flags.value(
            "--server-address",
            "ADDRESS",
            Form.TEXT,
            "The server's address there. Default: what the configuration or this machine says.");
    clientId =
        flags.value("--client-id", "ID", Form.TEXT, "Option 61: 01:02:03, 0x010203 or 'text'.");
    options =
        flags.values(
            "--option",
            "NAME=VALUE",
            Form.TEXT,
            "Another option of the message, by Kea's name and text form or by code and bytes, such"
                + " as vendor-class-identifier=voip, 82=0x010474657374; may be repeated. The list"
                + " of what the client asks for is dhcp-parameter-request-list=1,3,6.");
    leaseFile =
        flags.value(
            "--lease-file",
            "FILE",
            Form.PATH,
            "The leases to suppose; the file of a running server may be given, it is only read."
                + " Without: none.");
  }

  @Override
  public Integer call() {
    Configuration configuration;
    switch (Dhcp4Reader.readFile(config.get())) {
      case Loaded.Ok(Configuration good) -> configuration = good;
      case Loaded.Refused(List<Problem> problems) -> {
        problems.forEach(err()::println);
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
    Question question = question(configuration);
    Policy policy = Policy.of(configuration.settings());
    LeaseTable leases;
    try {
      leases =
          leaseFile.get().isEmpty()
              ? new LeaseTable(configuration.settings(), 0)
              : LeaseCopy.read(leaseFile.get().get(), configuration.settings());
    } catch (IOException failure) {
      err().println("lessor: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    Message sent = question.message();
    Reception reception = question.reception();
    Explanation explanation = policy.explain(sent, reception, leases, Instant.now());
    print(sent, reception, new ExplanationText(explanation, configuration.settings()));
    return explanation.reply().isPresent() ? CommandLine.ExitCode.OK : NO_ANSWER;
  }

  private void print(Message sent, Reception reception, ExplanationText text) {
    PrintWriter out = out();
    out.println("message: " + MessagePrinter.STANDARD.line(sent));
    String addresses =
        reception.inlet().addresses().isEmpty()
            ? "no address known: give --server-address"
            : reception.inlet().address().toString();
    out.println("received: interface " + reception.inlet().name() + " (" + addresses + ")");
    text.reasons().forEach(out::println);
    out.println("answer: " + text.answer());
    text.bootFields().forEach(line -> out.println("field: " + line));
    text.options().forEach(line -> out.println("option: " + line));
    out.flush();
  }

  private Question question(Configuration configuration) {
    try {
      Reception.Inlet inlet =
          Question.inlet(
              interfaceName.get(), serverAddress.get().map(Ipv4::of), configuration.interfaces());
      return new Question(
          kind(),
          HardwareAddress.ethernet(mac.get()),
          clientId.get().map(Question::bytes),
          address.get().map(Ipv4::of),
          giaddr.get().map(Ipv4::of),
          inlet,
          inlet.address(),
          options.get().stream().map(Question::option).toList());
    } catch (IllegalArgumentException wrong) {
      throw wrong(String.valueOf(wrong.getMessage()));
    }
  }

  private Kind kind() {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(message.get())) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "--message "
            + message.get()
            + ": write discover, request, reboot, renew, rebind, inform, release or decline");
  }
}
