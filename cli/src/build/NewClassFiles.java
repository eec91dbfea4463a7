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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Gives the classes of jar files the form of which the AOT cache keeps most: class files older
/// than Java 6 have no stack maps, and the virtual machine leaves such classes out; others get
/// [PlainCode] for what would be made anew at each start. A step of the build, which the launcher
/// runs before it makes the cache. Arguments: the jar files, all that a program consists of.
final class NewClassFiles {
  /// The oldest version whose classes must have stack maps.
  private static final int WITH_STACK_MAPS = ClassFile.JAVA_7_VERSION;

  private NewClassFiles() {}

  public static void main(String[] names) throws IOException {
    List<Path> jars = Arrays.stream(names).map(Path::of).toList();
    List<ZipFile> open = new ArrayList<>();
    try {
      for (Path jar : jars) {
        open.add(new ZipFile(jar.toFile()));
      }
      ClassHierarchyResolver hierarchy =
          ClassHierarchyResolver.ofResourceParsing(type -> find(open, type))
              .orElse(ClassHierarchyResolver.defaultResolver())
              .cached();
      ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
      for (int i = 0; i < jars.size(); i++) {
        renew(format, jars.get(i), open.get(i));
      }
    } finally {
      for (ZipFile jar : open) {
        jar.close();
      }
    }
  }

  private static void renew(ClassFile format, Path jar, ZipFile old) throws IOException {
    Path renewed = Path.of(jar + ".new");
    boolean changed = false;
    try (OutputStream file = Files.newOutputStream(renewed);
        ZipOutputStream out = new ZipOutputStream(file)) {
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

  /// The class file of a type of these jars; null where it is another's.
  private static InputStream find(List<ZipFile> jars, ClassDesc type) {
    String descriptor = type.descriptorString();
    String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
    try {
      for (ZipFile jar : jars) {
        ZipEntry entry = jar.getEntry(name);
        if (entry != null) {
          return jar.getInputStream(entry);
        }
      }
      return null;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static byte[] renewed(ClassFile format, byte[] content) {
    var model = format.parse(content);
    return model.majorVersion() >= WITH_STACK_MAPS
        ? PlainCode.of(format, content)
        : format
            .withOptions(ClassFile.StackMapsOption.GENERATE_STACK_MAPS)
            .transformClass(model, NewClassFiles::renew);
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
