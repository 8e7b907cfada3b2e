package dev.allstop.core.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Options for a JVM whose wall clock is wrong: {@code Instant.now()}, of JDK 17 to 25, asks
 * {@code Clock.currentInstant()}, which is patched to add a number of seconds.
 */
final class ShiftedClock extends ClassVisitor {

    private final long seconds;

    private ShiftedClock(ClassVisitor next, long seconds) {
        super(Opcodes.ASM9, next);
        this.seconds = seconds;
    }

    /** @param folder where the patched class is written */
    static String jvmOption(Path folder, Duration ahead) throws IOException {
        try (InputStream in = Clock.class.getResourceAsStream("Clock.class")) {
            ClassWriter patched = new ClassWriter(ClassWriter.COMPUTE_MAXS);
            new ClassReader(in.readAllBytes()).accept(new ShiftedClock(patched, ahead.toSeconds()), 0);
            Path file = folder.resolve("java/time/Clock.class");
            Files.createDirectories(file.getParent());
            Files.write(file, patched.toByteArray());
            return "--patch-module=java.base=" + folder;
        }
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        return !name.equals("currentInstant") ? method : new MethodVisitor(Opcodes.ASM9, method) {

            @Override
            public void visitInsn(int opcode) {
                if (opcode == Opcodes.ARETURN) {
                    visitLdcInsn(seconds);
                    visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/time/Instant", "plusSeconds", "(J)Ljava/time/Instant;", false);
                }
                super.visitInsn(opcode);
            }
        };
    }
}
