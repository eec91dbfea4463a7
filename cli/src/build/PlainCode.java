import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Puts code in the place of what the virtual machine makes anew at every start, one class or more
/// each: switches over types, and `equals` and `hashCode` of records. The AOT cache keeps what it
/// makes for lambdas, but not these. The code does what java.lang.runtime.SwitchBootstraps and
/// ObjectMethods specify.
final class PlainCode {
  private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
  private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final MethodTypeDesc HASH_CODE =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object);
  private static final MethodTypeDesc EQUALS =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);

  /// What stands for one call, and for all that are alike.
  private record Call(String name, MethodTypeDesc type, List<ConstantDesc> arguments) {}

  private final ClassModel model;
  private final Map<Call, String> methods = new LinkedHashMap<>();

  private PlainCode(ClassModel model) {
    this.model = model;
  }

  /// The class with such code; `content` itself where there is nothing to do.
  static byte[] of(ClassFile format, byte[] content) {
    ClassModel model = format.parse(content);
    if (model.methods().stream().noneMatch(PlainCode::hasReplaced)) {
      return content;
    }
    PlainCode plain = new PlainCode(model);
    return format.transformClass(
        model,
        ClassTransform.transformingMethodBodies(PlainCode::hasReplaced, plain::replace)
            .andThen(ClassTransform.endHandler(plain::addMethods)));
  }

  private static boolean hasReplaced(MethodModel method) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .anyMatch(element -> element instanceof InvokeDynamicInstruction call && isReplaced(call));
  }

  private void replace(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction call && isReplaced(call)) {
      Call wanted = new Call(call.name().stringValue(), call.typeSymbol(), call.bootstrapArgs());
      String name =
          methods.computeIfAbsent(wanted, key -> "plain$" + key.name() + "$" + methods.size());
      boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
      code.invokestatic(model.thisClass().asSymbol(), name, wanted.type(), isInterface);
    } else {
      code.with(element);
    }
  }

  private static boolean isReplaced(InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    if (bootstrap.owner().equals(SWITCHES) && bootstrap.methodName().equals("typeSwitch")) {
      // Cases that are constants stay as they are.
      return !call.typeSymbol().parameterType(0).isPrimitive()
          && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }
    return bootstrap.owner().equals(RECORDS) && !call.name().equalsString("toString");
  }

  private void addMethods(ClassBuilder builder) {
    methods.forEach((call, name) ->
        builder.withMethodBody(
            name,
            call.type(),
            ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
            body(call)));
  }

  private static Consumer<CodeBuilder> body(Call call) {
    return switch (call.name()) {
      case "typeSwitch" -> code -> typeSwitch(code, call.arguments());
      case "equals" -> code -> equals(code, call.arguments());
      case "hashCode" -> code -> hashCode(code, call.arguments());
      default -> throw new IllegalStateException(call.toString());
    };
  }

  /// `(Object selector, int restart)`: -1 for null; the first label from `restart` on that it is an
  /// instance of; their number where there is none.
  private static void typeSwitch(CodeBuilder code, List<ConstantDesc> labels) {
    Label there = code.newLabel();
    code.aload(0).ifnonnull(there).iconst_m1().ireturn().labelBinding(there);
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }

  /// `(R one, Object other)`, for the record class and its fields behind their names.
  private static void equals(CodeBuilder code, List<ConstantDesc> arguments) {
    ClassDesc type = (ClassDesc) arguments.getFirst();
    Label other = code.newLabel();
    Label unlike = code.newLabel();
    code.aload(0).aload(1).if_acmpne(other).iconst_1().ireturn().labelBinding(other);
    code.aload(1).instanceOf(type).ifeq(unlike);
    code.aload(1).checkcast(type).astore(2);
    for (ConstantDesc argument : arguments.subList(2, arguments.size())) {
      DirectMethodHandleDesc getter = (DirectMethodHandleDesc) argument;
      ClassDesc field = getter.invocationType().returnType();
      code.aload(0).getfield(type, getter.methodName(), field);
      code.aload(2).getfield(type, getter.methodName(), field);
      switch (TypeKind.from(field)) {
        case BOOLEAN, BYTE, SHORT, CHAR, INT -> code.if_icmpne(unlike);
        case LONG -> code.lcmp().ifne(unlike);
        case FLOAT, DOUBLE -> code.invokestatic(box(field), "compare", compare(field)).ifne(unlike);
        case REFERENCE -> code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(unlike);
        case VOID -> throw new IllegalStateException(argument.toString());
      }
    }
    code.iconst_1().ireturn().labelBinding(unlike).iconst_0().ireturn();
  }

  private static MethodTypeDesc compare(ClassDesc field) {
    return MethodTypeDesc.of(ConstantDescs.CD_int, field, field);
  }

  /// `(R one)`, as above.
  private static void hashCode(CodeBuilder code, List<ConstantDesc> arguments) {
    ClassDesc type = (ClassDesc) arguments.getFirst();
    code.iconst_0();
    for (ConstantDesc argument : arguments.subList(2, arguments.size())) {
      DirectMethodHandleDesc getter = (DirectMethodHandleDesc) argument;
      ClassDesc field = getter.invocationType().returnType();
      code.bipush(31).imul();
      code.aload(0).getfield(type, getter.methodName(), field);
      if (field.isPrimitive()) {
        code.invokestatic(box(field), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, field));
      } else {
        code.invokestatic(OBJECTS, "hashCode", HASH_CODE);
      }
      code.iadd();
    }
    code.ireturn();
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (TypeKind.from(primitive)) {
      case BOOLEAN -> ConstantDescs.CD_Boolean;
      case BYTE -> ConstantDescs.CD_Byte;
      case SHORT -> ConstantDescs.CD_Short;
      case CHAR -> ConstantDescs.CD_Character;
      case INT -> ConstantDescs.CD_Integer;
      case LONG -> ConstantDescs.CD_Long;
      case FLOAT -> ConstantDescs.CD_Float;
      case DOUBLE -> ConstantDescs.CD_Double;
      case REFERENCE, VOID -> throw new IllegalStateException(primitive.toString());
    };
  }
}
