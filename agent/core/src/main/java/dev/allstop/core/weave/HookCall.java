package dev.allstop.core.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * The methods of {@link AllstopHook} that woven code calls. What is returned or thrown comes first: it is on the stack
 * already.
 */
enum HookCall {

    ENTER("enter", "(ILjava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;"),
    RETURNED("returned", "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;I)V"),
    REPLACED("replaced", "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;I)Ljava/lang/Object;"),
    THREW("threw", "(Ljava/lang/Throwable;Ljava/lang/Object;Ljava/lang/Object;I)V"),
    CONSTRUCTED("constructed", "(Ljava/lang/Object;I)V");

    private final String method;
    private final String descriptor;

    HookCall(String method, String descriptor) {
        this.method = method;
        this.descriptor = descriptor;
    }

    void call(MethodVisitor code) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/AllstopHook", method, descriptor, false);
    }

    static void pushInt(MethodVisitor code, int number) {
        if (number <= 5) {
            code.visitInsn(Opcodes.ICONST_0 + number);
        } else {
            code.visitIntInsn(number <= Byte.MAX_VALUE ? Opcodes.BIPUSH : Opcodes.SIPUSH, number);
        }
    }
}
