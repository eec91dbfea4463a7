import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Gives the classes of jar files the form that the AOT cache takes: class files older than Java 6
/// have no stack maps, and the virtual machine leaves such classes out. A step of the build, which
/// the launcher runs before it makes the cache; what is new enough stays as it is. The code of the
/// classes is not changed. Arguments: the jar files.
final class NewClassFiles {
  /// The oldest version whose classes must have stack maps.
  private static final int WITH_STACK_MAPS = ClassFile.JAVA_7_VERSION;

  private NewClassFiles() {}

  public static void main(String[] jars) throws IOException {
    for (String jar : jars) {
      renew(Path.of(jar));
    }
  }

  private static void renew(Path jar) throws IOException {
    Path renewed = Path.of(jar + ".new");
    boolean changed = false;
    try (ZipFile old = new ZipFile(jar.toFile());
        OutputStream file = Files.newOutputStream(renewed);
        ZipOutputStream out = new ZipOutputStream(file)) {
      ClassFile format =
          ClassFile.of(
              ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
              ClassFile.ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(type -> find(old, type))
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (ZipEntry entry : Collections.list(old.entries())) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        byte[] content = old.getInputStream(entry).readAllBytes();
        byte[] copied = entry.getName().endsWith(".class") ? renewed(format, content) : content;
        changed |= copied != content;
        out.write(copied);
      }
    }
    // A cache that is there already belongs to the file as it is.
    if (changed) {
      Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(renewed);
    }
  }

  /// The class file of a type of the same jar; null where it is another's.
  private static InputStream find(ZipFile jar, ClassDesc type) {
    String descriptor = type.descriptorString();
    ZipEntry entry = jar.getEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
    try {
      return entry == null ? null : jar.getInputStream(entry);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static byte[] renewed(ClassFile format, byte[] content) {
    var model = format.parse(content);
    return model.majorVersion() >= WITH_STACK_MAPS
        ? content
        : format.transformClass(model, NewClassFiles::renew);
  }

  private static void renew(ClassBuilder builder, ClassElement element) {
    switch (element) {
      case ClassFileVersion _ -> builder.withVersion(WITH_STACK_MAPS, 0);
      case MethodModel method ->
          // To be taken apart and put together is what gives it stack maps.
          builder.transformMethod(
              method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
      default -> builder.with(element);
    }
  }
}
