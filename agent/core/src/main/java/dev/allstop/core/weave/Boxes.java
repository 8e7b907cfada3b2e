package dev.allstop.core.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Turns what is on the stack into an object and back. */
final class Boxes {

    private Boxes() {
    }

    static void box(MethodVisitor code, Type type) {
        String box = boxOf(type);
        if (box != null) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";", false);
        }
    }

    /** A number or a truth value must be boxed as exactly this type, an object may be null. */
    static void unbox(MethodVisitor code, Type type) {
        String box = boxOf(type);
        code.visitTypeInsn(Opcodes.CHECKCAST, box == null ? type.getInternalName() : box);
        if (box != null) {
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, box, type.getClassName() + "Value", "()" + type.getDescriptor(), false);
        }
    }

    private static String boxOf(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.BYTE -> "java/lang/Byte";
            case Type.CHAR -> "java/lang/Character";
            case Type.SHORT -> "java/lang/Short";
            case Type.INT -> "java/lang/Integer";
            case Type.LONG -> "java/lang/Long";
            case Type.FLOAT -> "java/lang/Float";
            case Type.DOUBLE -> "java/lang/Double";
            default -> null;
        };
    }
}
