package org.lessor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.lessor.client.daemon.ControlCall;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lessor client status` and its like: asks a client that runs for several interfaces.
abstract class ClientControl implements Callable<Integer> {
  private static final int FAILED = 2;
  private static final int NOBODY = 3;
  private static final int UNKNOWN = 4;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--control",
      paramLabel = "FILE",
      defaultValue = "/run/lessor/client.sock",
      description = "The socket of the client (default ${DEFAULT-VALUE}).")
  private Path control = DaemonOptions.CONTROL;

  @Parameters(paramLabel = "CLIENT", description = "The interface, or NAMESPACE/INTERFACE.")
  private List<String> clients = new ArrayList<>();

  /// The first words of the request: what is wanted, and the seconds that it may take.
  abstract String request();

  @Override
  public Integer call() {
    if (spec == null) {
      throw new AssertionError("the command line was not read");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      String names = clients.isEmpty() ? "" : " " + String.join(" ", clients);
      ControlCall answer = send(control, request() + names);
      return switch (answer.result()) {
        case DONE -> print(out, answer, 0);
        case FAILED -> print(out, answer, FAILED);
        case UNKNOWN -> print(err, answer, UNKNOWN);
      };
    } catch (IOException nobody) {
      err.println(
          "lessor: nobody answers at "
              + control
              + " ("
              + nobody.getMessage()
              + "): start \"lessor"
              + " client --all\", or name its socket by --control");
      return NOBODY;
    }
  }

  /// Asks the client at `socket`.
  ControlCall send(Path socket, String request) throws IOException {
    return ControlCall.send(socket, request);
  }

  private static int print(PrintWriter to, ControlCall answer, int exitCode) {
    to.print(answer.text());
    to.flush();
    return exitCode;
  }

  /// `lessor client status`.
  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = "Says how each client is doing.",
      exitCodeOnInvalidInput = ClientCommand.WRONG_COMMAND_LINE)
  static final class Status extends ClientControl {
    @Option(names = "--json", description = "As a JSON array of objects.")
    private boolean json;

    @Override
    String request() {
      return json ? "status-json 0" : "status 0";
    }
  }

  /// A request that may take a while.
  abstract static class Timed extends ClientControl {
    @Option(
        names = "--timeout",
        paramLabel = "SPAN",
        converter = Seconds.Converter.class,
        description = "How long to wait (default 30s).")
    private @Nullable Seconds timeout;

    String within(String what) {
      return what + " " + seconds();
    }

    long seconds() {
      return timeout == null ? 30 : Math.min(timeout.value(), 999_999_999);
    }
  }

  /// `lessor client renew`.
  @Command(
      name = "renew",
      mixinStandardHelpOptions = true,
      description = "Extends leases now, or begins anew where they were released.",
      exitCodeOnInvalidInput = ClientCommand.WRONG_COMMAND_LINE)
  static final class Renew extends Timed {
    @Override
    String request() {
      return within("renew");
    }
  }

  /// `lessor client release`.
  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = "Gives leases back and rests until told to renew.",
      exitCodeOnInvalidInput = ClientCommand.WRONG_COMMAND_LINE)
  static final class Release extends Timed {
    @Override
    String request() {
      return within("release");
    }
  }

  /// `lessor client wait`.
  @Command(
      name = "wait",
      mixinStandardHelpOptions = true,
      description = "Waits until the named clients (or any, where none is named) have an address.",
      exitCodeOnInvalidInput = ClientCommand.WRONG_COMMAND_LINE)
  static final class Wait extends Timed {
    private static final long PAUSE_NANOS = 100_000_000;

    @Override
    String request() {
      return within("wait");
    }

    /// The client itself may still have to start.
    @Override
    ControlCall send(Path socket, String request) throws IOException {
      long startNanos = System.nanoTime();
      while (true) {
        try {
          return super.send(socket, request);
        } catch (IOException nobody) {
          if (System.nanoTime() - startNanos > seconds() * 1_000_000_000) {
            throw nobody;
          }
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }
}
