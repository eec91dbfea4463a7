package org.lessor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `lessor explain`: says what a server with this configuration would answer to a client, and why.
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Says what a server with this configuration would answer to a client, and why: classes,"
            + " subnet, reservation, address, and the level that each option comes from. Sends and"
            + " changes nothing; needs no privilege.",
    exitCodeOnInvalidInput = CheckCommand.WRONG_COMMAND_LINE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the client would get an answer",
      "1:the configuration or the lease file cannot be read",
      "2:the client would get no answer",
      "64:the command line is wrong"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int NO_ANSWER = 2;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "Kea Dhcp4 configuration (JSON).")
  private Path config = Path.of("");

  @Option(
      names = "--mac",
      required = true,
      paramLabel = "ADDRESS",
      description = "The client's hardware address.")
  private String mac = "";

  @Option(
      names = "--message",
      paramLabel = "KIND",
      defaultValue = "discover",
      description =
          "What the client sends: discover, request (takes up this server's offer), reboot, renew,"
              + " rebind, inform, release, decline (default ${DEFAULT-VALUE}).")
  private String message = "discover";

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "The address that the client has or asks for.")
  private @Nullable String address;

  @Option(
      names = "--giaddr",
      paramLabel = "ADDRESS",
      description = "The relay agent that passes the message on. Without: it comes directly.")
  private @Nullable String giaddr;

  @Option(
      names = "--interface",
      paramLabel = "NAME",
      description = "Where it comes in. Default: the first interface that the configuration names.")
  private @Nullable String interfaceName;

  @Option(
      names = "--server-address",
      paramLabel = "ADDRESS",
      description =
          "The server's address there. Default: what the configuration or this machine says.")
  private @Nullable String serverAddress;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      description = "Option 61: 01:02:03, 0x010203 or 'text'.")
  private @Nullable String clientId;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description =
          "Another option of the message, by Kea's name and text form or by code and bytes, such"
              + " as vendor-class-identifier=voip, 82=0x010474657374; may be repeated. The list of"
              + " what the client asks for is dhcp-parameter-request-list=1,3,6.")
  private List<String> options = new ArrayList<>();

  @Option(
      names = "--lease-file",
      paramLabel = "FILE",
      description =
          "The leases to suppose; the file of a running server may be given, it is only read."
              + " Without: none.")
  private @Nullable Path leaseFile;

  @Override
  public Integer call() {
    Configuration configuration;
    switch (Dhcp4Reader.readFile(config)) {
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
          leaseFile == null
              ? new LeaseTable(configuration.settings(), 0)
              : LeaseCopy.read(leaseFile, configuration.settings());
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
    PrintWriter out = commandLine().getOut();
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
              Optional.ofNullable(interfaceName),
              Optional.ofNullable(serverAddress).map(Ipv4::of),
              configuration.interfaces());
      return new Question(
          kind(),
          HardwareAddress.ethernet(mac),
          Optional.ofNullable(clientId).map(Question::bytes),
          Optional.ofNullable(address).map(Ipv4::of),
          Optional.ofNullable(giaddr).map(Ipv4::of),
          inlet,
          inlet.address(),
          options.stream().map(Question::option).toList());
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(commandLine(), String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private Kind kind() {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(message)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "--message "
            + message
            + ": write discover, request, reboot, renew, rebind, inform, release or decline");
  }

  private PrintWriter err() {
    return commandLine().getErr();
  }

  private CommandLine commandLine() {
    if (spec == null) {
      throw new AssertionError("the command line was not read");
    }
    return spec.commandLine();
  }
}
