package dev.allstop.core.weave;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts the hook's calls around the body of one method:
 *
 * <pre>{@code
 * Object token = AllstopHook.enter(point, this, new Object[] {arguments});
 * if (token instanceof Object[]) {
 *     return ((Object[]) token)[0];
 * }
 * try {
 *     …                       // before each return: AllstopHook.returned(value, token, this, point),
 *                             // for a ReplacingHandler: value = AllstopHook.replaced(value, token, this, point)
 * } catch (Throwable thrown) {
 *     AllstopHook.threw(thrown, token, this, point);
 *     throw thrown;
 * }
 * }</pre>
 *
 * The class gets no member that it had not, so that it can be retransformed. Two local variables are added above those of
 * the method, the token and a copy of {@code this}, whose slot a compiler may use for something else; so the frames of
 * the method stay what they were but for these two, and nothing has to be computed that would load the application's
 * classes. The hook's own calls are outside of what the handler covers: when the stack ends in one of them, the hook
 * is not called again.
 */
final class WovenMethod extends MethodVisitor {

    static final int LOCALS_ADDED = 2;

    private static final int OLDEST_WITH_FRAMES = Opcodes.V1_6;
    /** The largest call puts a point, {@code this}, an array, the array again, an index and a long on the stack. */
    private static final int STACK_ADDED = 8;
    private static final String THROWABLE = "java/lang/Throwable";

    private final int point;
    private final boolean replaces;
    private final Type owner;
    private final boolean isStatic;
    private final Type[] arguments;
    private final Type result;
    private final int token;
    private final int self;
    private final boolean hasFrames;
    private final List<Label> rangesFrom = new ArrayList<>();
    private final List<Label> rangesTo = new ArrayList<>();

    /**
     * Before the first call.
     *
     * @param replaces whether the handler may have the method return something else
     * @param slot     first of the {@link #LOCALS_ADDED}, above all that the method uses
     */
    WovenMethod(MethodVisitor writer, int point, boolean replaces, String owner, int access, String descriptor, int slot,
                int classVersion) {
        super(Opcodes.ASM9, writer);
        this.point = point;
        this.replaces = replaces;
        this.owner = Type.getObjectType(owner);
        isStatic = (access & Opcodes.ACC_STATIC) != 0;
        arguments = Type.getArgumentTypes(descriptor);
        result = Type.getReturnType(descriptor);
        token = slot;
        self = slot + 1;
        hasFrames = (classVersion & 0xFFFF) >= OLDEST_WITH_FRAMES;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        HookCall.pushInt(mv, point);
        loadThis(0);
        pushArguments();
        HookCall.ENTER.call(mv);
        super.visitVarInsn(Opcodes.ASTORE, token);
        if (!isStatic) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitVarInsn(Opcodes.ASTORE, self);
        }
        returnInstead();
        // a range must not be empty, and the method may begin with a frame of its own
        begin();
        super.visitInsn(Opcodes.NOP);
    }

    private void pushArguments() {
        HookCall.pushInt(mv, arguments.length);
        super.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        int slot = isStatic ? 0 : 1;
        for (int i = 0; i < arguments.length; i++) {
            super.visitInsn(Opcodes.DUP);
            HookCall.pushInt(mv, i);
            super.visitVarInsn(arguments[i].getOpcode(Opcodes.ILOAD), slot);
            Boxes.box(mv, arguments[i]);
            super.visitInsn(Opcodes.AASTORE);
            slot += arguments[i].getSize();
        }
    }

    private void returnInstead() {
        Label goOn = new Label();
        super.visitVarInsn(Opcodes.ALOAD, token);
        super.visitTypeInsn(Opcodes.INSTANCEOF, "[Ljava/lang/Object;");
        super.visitJumpInsn(Opcodes.IFEQ, goOn);
        if (result != Type.VOID_TYPE) {
            super.visitVarInsn(Opcodes.ALOAD, token);
            super.visitTypeInsn(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
            super.visitInsn(Opcodes.ICONST_0);
            super.visitInsn(Opcodes.AALOAD);
            Boxes.unbox(mv, result);
        }
        super.visitInsn(result.getOpcode(Opcodes.IRETURN));
        super.visitLabel(goOn);
        if (hasFrames) {
            visitFrame(Opcodes.F_NEW, arguments.length + (isStatic ? 0 : 1), argumentFrame(), 0, new Object[0]);
        }
    }

    private Object[] argumentFrame() {
        List<Object> frame = new ArrayList<>();
        if (!isStatic) {
            frame.add(owner.getInternalName());
        }
        for (Type argument : arguments) {
            frame.add(frameType(argument));
        }
        return frame.toArray();
    }

    private static Object frameType(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.LONG -> Opcodes.LONG;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }

    private void begin() {
        Label from = new Label();
        super.visitLabel(from);
        rangesFrom.add(from);
    }

    private void end() {
        Label to = new Label();
        super.visitLabel(to);
        rangesTo.add(to);
    }

    private void loadThis(int slot) {
        if (isStatic) {
            super.visitInsn(Opcodes.ACONST_NULL);
        } else {
            super.visitVarInsn(Opcodes.ALOAD, slot);
        }
    }

    /** @param type that of the frames that the reader expands: always {@link Opcodes#F_NEW} */
    @Override
    public void visitFrame(int type, int count, Object[] locals, int stackCount, Object[] stack) {
        if (!hasFrames) {
            super.visitFrame(type, count, locals, stackCount, stack);
            return;
        }
        List<Object> frame = new ArrayList<>(Arrays.asList(locals).subList(0, count));
        int slots = 0;
        for (Object local : frame) {
            slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
        }
        for (; slots < token; slots++) {
            frame.add(Opcodes.TOP);
        }
        addOwnLocals(frame);
        super.visitFrame(Opcodes.F_NEW, frame.size(), frame.toArray(), stackCount, stack);
    }

    private void addOwnLocals(List<Object> frame) {
        frame.add("java/lang/Object");
        if (!isStatic) {
            frame.add(owner.getInternalName());
        }
    }

    @Override
    public void visitInsn(int opcode) {
        boolean isReturn = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        if (isReturn) {
            end();
            if (opcode == Opcodes.RETURN) {
                super.visitInsn(Opcodes.ACONST_NULL);
                callBack(HookCall.RETURNED);
            } else if (replaces) {
                Boxes.box(mv, result);
                callBack(HookCall.REPLACED);
                Boxes.unbox(mv, result);
            } else {
                super.visitInsn(result.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
                Boxes.box(mv, result);
                callBack(HookCall.RETURNED);
            }
            begin();
        }
        super.visitInsn(opcode);
    }

    private void callBack(HookCall call) {
        super.visitVarInsn(Opcodes.ALOAD, token);
        loadThis(self);
        HookCall.pushInt(mv, point);
        call.call(mv);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        end();
        Label handler = new Label();
        super.visitLabel(handler);
        if (hasFrames) {
            List<Object> frame = new ArrayList<>();
            for (int slot = 0; slot < token; slot++) {
                frame.add(Opcodes.TOP);
            }
            addOwnLocals(frame);
            super.visitFrame(Opcodes.F_NEW, frame.size(), frame.toArray(), 1, new Object[] {THROWABLE});
        }
        super.visitInsn(Opcodes.DUP);
        callBack(HookCall.THREW);
        super.visitInsn(Opcodes.ATHROW);
        // last, so that the method's own handlers come first
        for (int i = 0; i < rangesFrom.size(); i++) {
            super.visitTryCatchBlock(rangesFrom.get(i), rangesTo.get(i), handler, null);
        }
        super.visitMaxs(maxStack + STACK_ADDED, token + LOCALS_ADDED);
    }
}
