package org.lessor.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/// Rules about compiled classes: who may know whom, and what the core may touch.
final class ClassRules {
  /// What the core may know of the JDK.
  private static final Set<String> PURE_PACKAGES =
      Set.of(
          "java.lang",
          "java.lang.annotation",
          "java.lang.constant",
          "java.lang.foreign",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.math",
          "java.nio",
          "java.nio.charset",
          "java.text",
          "java.time",
          "java.time.chrono",
          "java.time.format",
          "java.time.temporal",
          "java.time.zone",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "java.util.function",
          "java.util.random",
          "java.util.regex",
          "java.util.stream");

  /// Types of other packages: a port may say that it fails in the world's way, a table may guard
  /// itself.
  private static final Set<String> PURE_TYPES =
      Set.of(
          "java.io.IOException",
          "java.io.Serializable",
          "java.io.UncheckedIOException",
          "java.util.concurrent.locks.ReentrantLock",
          "java.util.concurrent.locks.StampedLock",
          "org.jspecify.annotations.NonNull",
          "org.jspecify.annotations.NullMarked",
          "org.jspecify.annotations.NullUnmarked",
          "org.jspecify.annotations.Nullable");

  /// Types of those packages that read a clock, run a thread, draw lots, or write a log.
  private static final Set<String> IMPURE_TYPES =
      Set.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.ProcessHandle",
          "java.lang.Runtime",
          "java.lang.System$Logger",
          "java.lang.Thread",
          "java.lang.Thread$Builder",
          "java.lang.ThreadGroup",
          "java.lang.ThreadLocal",
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Random",
          "java.util.ServiceLoader",
          "java.util.SplittableRandom",
          "java.util.Timer",
          "java.util.random.RandomGeneratorFactory");

  /// The few of `java.util.concurrent` that only hold things: the rest runs, waits or draws lots.
  private static final Set<String> PURE_CONCURRENT =
      Set.of("ConcurrentHashMap", "ConcurrentMap", "ConcurrentSkipListMap", "TimeUnit");

  private ClassRules() {}

  /// Classes of the module know only the modules they may know.
  ///
  /// @param root the package that holds the modules' packages
  static ArchRule arrows(String root, String module, Set<String> known) {
    return noClasses()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of a module other than " + known,
                type -> {
                  if (!type.getPackageName().startsWith(root + ".")) {
                    return false;
                  }
                  String rest = type.getPackageName().substring(root.length() + 1);
                  String other = rest.split("\\.", 2)[0];
                  return !other.equals(module) && !known.contains(other);
                }));
  }

  /// Classes of the package know nothing outside the JDK and the given packages, and of the JDK
  /// nothing that opens, runs, logs, or tells the time.
  static ArchRule knowOnlyPureTypes(String packageName, Set<String> known) {
    return classes()
        .that()
        .resideInAPackage(packageName + "..")
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are pure",
                type -> {
                  JavaClass element = type.getBaseComponentType();
                  return element.isPrimitive()
                      || isBelow(packageName, element)
                      || known.stream().anyMatch(name -> isBelow(name, element))
                      || isPure(element);
                }));
  }

  /// Classes of the package call nothing that reads a clock, draws lots, prints, or looks at the
  /// environment.
  static ArchRule callNothingImpure(String packageName) {
    return noClasses()
        .that()
        .resideInAPackage(packageName + "..")
        .should()
        .accessTargetWhere(DescribedPredicate.describe("it is impure", ClassRules::isImpure));
  }

  /// Classes of the package write no log: they return or throw what there is to say.
  static ArchRule logNothing(String packageName) {
    return noClasses()
        .that()
        .resideInAPackage(packageName + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "ch.qos.logback..", "java.util.logging..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.System$Logger");
  }

  private static boolean isBelow(String packageName, JavaClass type) {
    String name = type.getPackageName();
    return name.equals(packageName) || name.startsWith(packageName + ".");
  }

  private static boolean isPure(JavaClass type) {
    if (PURE_TYPES.contains(type.getName())) {
      return true;
    }
    if (type.getPackageName().equals("java.util.concurrent")) {
      String outermost = type.getName().substring("java.util.concurrent.".length());
      return PURE_CONCURRENT.contains(outermost.split("\\$", 2)[0]);
    }
    return PURE_PACKAGES.contains(type.getPackageName()) && !IMPURE_TYPES.contains(type.getName());
  }

  private static boolean isImpure(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return switch (owner) {
      case "java.lang.System" ->
          !Set.of("arraycopy", "identityHashCode", "lineSeparator").contains(name);
      case "java.lang.Math", "java.lang.StrictMath" -> name.equals("random");
      case "java.util.UUID" -> name.equals("randomUUID");
      case "java.util.Collections" ->
          name.equals("shuffle") && access.getTarget().getFullName().endsWith("(java.util.List)");
      case "java.util.random.RandomGenerator" -> Set.of("of", "getDefault").contains(name);
      case "java.util.Date", "java.util.Calendar", "java.util.GregorianCalendar" -> true;
      case "java.lang.Throwable" -> name.equals("printStackTrace");
      default -> owner.startsWith("java.time.") && name.equals("now");
    };
  }
}
