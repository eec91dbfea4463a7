package org.lessor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.lessor.cli.Flags.Form;
import org.lessor.client.daemon.ControlCall;

/// `lessor client status` and its like: asks a client that runs for several interfaces.
abstract class ClientControl extends Subcommand {
  private static final int FAILED = 2;
  private static final int NOBODY = 3;
  private static final int UNKNOWN = 4;

  private final Supplier<Path> control;
  private final Supplier<List<String>> clients;

  private ClientControl(String name, String description) {
    super(name, description);
    spec().exitCodeOnInvalidInput(ClientCommand.WRONG_COMMAND_LINE);
    control =
        flags()
            .value(
                "--control",
                "FILE",
                Form.PATH,
                "/run/lessor/client.sock",
                "The socket of the client (default ${DEFAULT-VALUE}).");
    clients = flags().words("CLIENT", "The interface, or NAMESPACE/INTERFACE.");
  }

  /// All of them.
  static List<ClientControl> all() {
    return List.of(new Status(), new Renew(), new Release(), new Wait());
  }

  /// The first words of the request: what is wanted, and the seconds that it may take.
  abstract String request();

  @Override
  public Integer call() {
    try {
      String names = clients.get().isEmpty() ? "" : " " + String.join(" ", clients.get());
      ControlCall answer = send(control.get(), request() + names);
      return switch (answer.result()) {
        case DONE -> print(out(), answer, 0);
        case FAILED -> print(out(), answer, FAILED);
        case UNKNOWN -> print(err(), answer, UNKNOWN);
      };
    } catch (IOException nobody) {
      err()
          .println(
              "lessor: nobody answers at "
                  + control.get()
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
  static final class Status extends ClientControl {
    private final Supplier<Boolean> json;

    Status() {
      super("status", "Says how each client is doing.");
      json = flags().toggle("--json", "As a JSON array of objects.");
    }

    @Override
    String request() {
      return json.get() ? "status-json 0" : "status 0";
    }
  }

  /// A request that may take a while.
  abstract static class Timed extends ClientControl {
    private final Supplier<Optional<Seconds>> timeout;

    Timed(String name, String description) {
      super(name, description);
      timeout = flags().value("--timeout", "SPAN", Seconds.FORM, "How long to wait (default 30s).");
    }

    String within(String what) {
      return what + " " + seconds();
    }

    long seconds() {
      return timeout.get().map(span -> Math.min(span.value(), 999_999_999)).orElse(30L);
    }
  }

  /// `lessor client renew`.
  static final class Renew extends Timed {
    Renew() {
      super("renew", "Extends leases now, or begins anew where they were released.");
    }

    @Override
    String request() {
      return within("renew");
    }
  }

  /// `lessor client release`.
  static final class Release extends Timed {
    Release() {
      super("release", "Gives leases back and rests until told to renew.");
    }

    @Override
    String request() {
      return within("release");
    }
  }

  /// `lessor client wait`.
  static final class Wait extends Timed {
    private static final long PAUSE_NANOS = 100_000_000;

    Wait() {
      super("wait", "Waits until the named clients (or any, where none is named) have an address.");
    }

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
