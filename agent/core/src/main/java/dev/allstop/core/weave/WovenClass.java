package dev.allstop.core.weave;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.ReplacingHandler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A class file with the hook's calls in it. Methods that are not hooked are copied as they are, byte by byte; hooked ones
 * are read twice, the first time only to learn how many local variables they have.
 */
final class WovenClass extends ClassVisitor {

    private final List<HookPoint> points;
    private final List<Integer> numbers;
    private final Map<String, Integer> locals = new HashMap<>();
    private String name;
    private int version;

    private WovenClass(ClassWriter writer, List<HookPoint> points, List<Integer> numbers) {
        super(Opcodes.ASM9, writer);
        this.points = points;
        this.numbers = numbers;
    }

    /**
     * Weaves.
     *
     * @param numbers which of the points are in this class
     * @throws IllegalArgumentException a class file of a version that ASM does not know
     */
    static byte[] of(byte[] classFile, List<HookPoint> points, List<Integer> numbers) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        WovenClass woven = new WovenClass(writer, points, numbers);
        reader.accept(woven.counting(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        reader.accept(woven, ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    private ClassVisitor counting() {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String method, String descriptor, String signature,
                                             String[] exceptions) {
                return pointsAt(access, method, descriptor).isEmpty() ? null : new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitMaxs(int maxStack, int maxLocals) {
                        locals.put(method + descriptor, maxLocals);
                    }
                };
            }
        };
    }

    @Override
    public void visit(int classVersion, int access, String className, String signature, String superName,
                      String[] interfaces) {
        version = classVersion;
        name = className;
        super.visit(classVersion, access, className, signature, superName, interfaces);
    }

    /** Of several points at one method the first is the outermost; its local variables lie above those of the others. */
    @Override
    public MethodVisitor visitMethod(int access, String method, String descriptor, String signature, String[] exceptions) {
        MethodVisitor woven = super.visitMethod(access, method, descriptor, signature, exceptions);
        List<Integer> here = pointsAt(access, method, descriptor);
        int slot = locals.getOrDefault(method + descriptor, 0) + here.size() * WovenMethod.LOCALS_ADDED;
        for (int point : here) {
            slot -= WovenMethod.LOCALS_ADDED;
            woven = points.get(point).isConstructor() ? new WovenConstructor(woven, point)
                    : new WovenMethod(woven, point, points.get(point).handler() instanceof ReplacingHandler, name, access,
                            descriptor, slot, version);
        }
        return woven;
    }

    private List<Integer> pointsAt(int access, String method, String descriptor) {
        List<Integer> here = new ArrayList<>();
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
            for (int number : numbers) {
                HookPoint point = points.get(number);
                if (point.method().equals(method) && (point.parameters() == HookPoint.ANY
                        || point.parameters() == Type.getArgumentTypes(descriptor).length)) {
                    here.add(number);
                }
            }
        }
        return here;
    }
}
