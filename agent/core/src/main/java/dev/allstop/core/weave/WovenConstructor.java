package dev.allstop.core.weave;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Calls the hook at every end of one constructor that does not throw. */
final class WovenConstructor extends MethodVisitor {

    private static final int STACK_ADDED = 2;

    private final int point;

    WovenConstructor(MethodVisitor writer, int point) {
        super(Opcodes.ASM9, writer);
        this.point = point;
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.RETURN) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
            HookCall.pushInt(mv, point);
            HookCall.CONSTRUCTED.call(mv);
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(maxStack + STACK_ADDED, maxLocals);
    }
}
