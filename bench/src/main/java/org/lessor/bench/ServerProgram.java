package org.lessor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The programs that are measured, each with the configuration that is fast for it, no ping check,
/// one subnet and one pool. Each lease that is acknowledged is written: Lessor is told not to tell
/// a client that comes again soon of its lease as it stands, which Kea 2 does not unless asked to.
enum ServerProgram {
  /// This tree's server as it comes, started as its users start it. On the cable of [BenchNetwork]
  /// it hands the kernel replies of one size in one piece.
  LESSOR("lessor", "every ACK after fdatasync of its lease") {
    @Override
    List<String> command(Bench.Setup setup, Pool pool, Path directory) throws IOException {
      return lessor(setup, pool, directory, "");
    }
  },
  /// The same where each reply goes on its own.
  LESSOR_ONE_BY_ONE("lessor-one-by-one", "every ACK after fdatasync of its lease") {
    @Override
    List<String> command(Bench.Setup setup, Pool pool, Path directory) throws IOException {
      return lessor(setup, pool, directory, ", \"segmentation-offload\": false");
    }
  },
  /// Kea with its lease file and two threads.
  KEA("kea", "lease file written, never synced") {
    @Override
    List<String> command(Bench.Setup setup, Pool pool, Path directory) throws IOException {
      Path file = directory.resolve(KEA_CONFIGURATION);
      Files.writeString(
          file,
          keaConfiguration(
              pool,
              directory,
              "",
              "\"multi-threading\": { \"enable-multi-threading\": true, \"thread-pool-size\": 2,"
                  + " \"packet-queue-size\": 256 },"));
      return List.of(
          "env",
          "KEA_PIDFILE_DIR=" + directory,
          "KEA_LOCKFILE_DIR=" + directory,
          "KEA_DHCP_DATA_DIR=" + directory,
          privateCopy("kea-dhcp4", directory),
          "-c",
          file.toString());
    }
  },
  /// dnsmasq with its lease file.
  DNSMASQ("dnsmasq", "lease file rewritten, never synced") {
    @Override
    List<String> command(Bench.Setup setup, Pool pool, Path directory) {
      return List.of(
          "dnsmasq",
          "--keep-in-foreground",
          "--log-facility=" + directory.resolve("log"),
          "--quiet-dhcp",
          "--conf-file=/dev/null",
          "--pid-file=",
          "--user=root",
          "--port=0",
          "--interface=" + BenchNetwork.INTERFACE,
          "--bind-interfaces",
          "--dhcp-authoritative",
          "--no-ping",
          "--dhcp-lease-max=6000000",
          "--dhcp-leasefile=" + directory.resolve(LEASES),
          "--dhcp-range=%s,%s,%s,%d"
              .formatted(pool.first(), pool.last(), BenchNetwork.NETMASK, LEASE_SECONDS));
    }
  },
  /// ISC dhcpd with its lease file.
  DHCPD("dhcpd", "every ACK after fsync of its lease") {
    @Override
    List<String> command(Bench.Setup setup, Pool pool, Path directory) throws IOException {
      Path leases = directory.resolve(LEASES);
      if (!Files.exists(leases)) {
        Files.createFile(leases);
      }
      Path file = directory.resolve("dhcpd.conf");
      Files.writeString(
          file,
          """
          authoritative;
          ddns-update-style none;
          ping-check false;
          default-lease-time %1$d;
          max-lease-time %1$d;
          subnet 10.64.0.0 netmask %2$s { range %3$s %4$s; }
          """
              .formatted(LEASE_SECONDS, BenchNetwork.NETMASK, pool.first(), pool.last()));
      return List.of(
          privateCopy("dhcpd", directory),
          "-4",
          "-q",
          "-f",
          "-cf",
          file.toString(),
          "-lf",
          leases.toString(),
          "-pf",
          directory.resolve("pid").toString(),
          BenchNetwork.INTERFACE);
    }
  },
  /// What the kernel alone costs: [BareLoop].
  BARE_LOOP("bare-loop", "no leases at all") {
    @Override
    List<String> command(Bench.Setup setup, Pool pool, Path directory) {
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--enable-native-access=ALL-UNNAMED",
          "-XX:+UseSerialGC",
          "-cp",
          System.getProperty("java.class.path"),
          BareLoop.class.getName(),
          BenchNetwork.SERVER);
    }
  };

  /// The lease file of every program, in its directory.
  static final String LEASES = "leases.csv";

  /// The configuration of those that have Kea's, in its directory.
  static final String KEA_CONFIGURATION = "kea-dhcp4.conf";

  /// Tells Lessor to write each lease that is renewed, unless nothing of it has changed: not even
  /// the second of its end.
  static final String WRITE_EACH = "\"cache-threshold\": 0.0";

  /// Tells it that one may be told again as it stands as long as three quarters of its time are
  /// left, as it does unless told otherwise.
  static final String TELL_AGAIN = "\"cache-threshold\": 0.25";

  /// Long enough that no lease ends while something is measured.
  static final int LEASE_SECONDS = 86_400;

  /// A range of addresses to give out.
  record Pool(String first, String last) {
    /// 1,048,576 addresses.
    static final Pool MILLION = new Pool("10.80.0.0", "10.95.255.255");

    /// 5,242,880 addresses, of which [#MILLION] are the first.
    static final Pool FIVE_MILLION = new Pool("10.80.0.0", "10.159.255.255");

    /// 10,485,760 addresses.
    static final Pool TEN_MILLION = new Pool("10.96.0.0", "10.255.255.255");

    /// 65,536 addresses.
    static final Pool SMALL = new Pool("10.80.0.0", "10.80.255.255");
  }

  private final String text;
  private final String durability;

  ServerProgram(String text, String durability) {
    this.text = text;
    this.durability = durability;
  }

  /// The command line that serves `pool` from `directory`; writes its configuration there.
  abstract List<String> command(Bench.Setup setup, Pool pool, Path directory) throws IOException;

  /// Whether it takes over Kea's lease file.
  boolean readsKeaLeases() {
    return switch (this) {
      case LESSOR, LESSOR_ONE_BY_ONE, KEA -> true;
      case DNSMASQ, DHCPD, BARE_LOOP -> false;
    };
  }

  /// Whether it remembers who has which address.
  boolean keepsLeases() {
    return this != BARE_LOOP;
  }

  /// When a lease is safe, in a few words.
  String durability() {
    return durability;
  }

  static Optional<ServerProgram> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text.equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return text;
  }

  private static List<String> lessor(
      Bench.Setup setup, Pool pool, Path directory, String interfaces) throws IOException {
    Path file = directory.resolve(KEA_CONFIGURATION);
    Files.writeString(file, keaConfiguration(pool, directory, interfaces, WRITE_EACH + ","));
    List<String> command = new ArrayList<>(setup.lessorCommand());
    command.addAll(List.of("serve", "-c", file.toString()));
    return command;
  }

  private static String keaConfiguration(
      Pool pool, Path directory, String interfaces, String more) {
    return """
    { "Dhcp4": {
      "interfaces-config": { "interfaces": [ "%s" ], "dhcp-socket-type": "udp"%s },
      "lease-database": { "type": "memfile", "persist": true, "name": "%s", "lfc-interval": 0 },
      %s
      "valid-lifetime": %d,
      "authoritative": true,
      "loggers": [ { "name": "kea-dhcp4", "severity": "WARN",
        "output_options": [ { "output": "stdout" } ] } ],
      "subnet4": [ { "id": 1, "subnet": "%s", "pools": [ { "pool": "%s - %s" } ] } ]
    } }
    """
        .formatted(
            BenchNetwork.INTERFACE,
            interfaces,
            directory.resolve(LEASES),
            more,
            LEASE_SECONDS,
            BenchNetwork.SUBNET,
            pool.first(),
            pool.last());
  }

  /// Debian's profiles for AppArmor go by path, and let these programs read their own folders only.
  private static String privateCopy(String program, Path directory) throws IOException {
    for (String folder : List.of("/usr/sbin", "/usr/local/sbin", "/sbin")) {
      Path found = Path.of(folder, program);
      if (Files.exists(found)) {
        Path copy = directory.resolve(program);
        if (!Files.exists(copy)) {
          Files.copy(found, copy);
          copy.toFile().setExecutable(true);
        }
        return copy.toString();
      }
    }
    throw new IOException(program + " is not installed");
  }
}
