package dev.allstop.adapters.declared;

import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.ArrayList;
import java.util.List;

/** An adapter that somebody wrote down; its kind is the name of the file unless it says otherwise. */
final class DeclaredAdapter implements JobServerAdapter {

    private final Declaration declaration;
    private final Quieting quieting;
    private final List<GateHook> gates = new ArrayList<>();
    private final List<JobHook> jobs = new ArrayList<>();

    DeclaredAdapter(Declaration declaration) {
        this.declaration = declaration;
        this.quieting = new Quieting(declaration);
    }

    @Override
    public String kind() {
        return declaration.kind();
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        List<HookPoint> points = new ArrayList<>();
        points.add(Constructed.of(kind(), declaration.className(), servers));
        Activation activation = new Activation(kind(), servers, quieting);
        for (Target active : declaration.activeOn()) {
            points.add(active.point(activation));
        }
        for (Target gone : declaration.goneOn()) {
            points.add(gone.point(new Lifecycle(false, Owner.SELF, servers)));
        }
        declaration.jobs().forEach(job -> jobs.add(JobHook.of(servers, job)));
        Declaration.Key key = declaration.jobs().stream().map(Declaration.Job::key).filter(some -> !some.isNone())
                .findFirst().orElse(Declaration.Key.NONE);
        declaration.gates().forEach(gate -> gates.add(GateHook.of(servers, gate, key)));
        gates.forEach(gate -> points.add(gate.point()));
        jobs.forEach(job -> points.add(job.point()));
        return points;
    }

    @Override
    public ServerControl bind(Class<?> server, Weaving weaving) throws UnsupportedShape {
        for (List<Target> targets : List.of(declaration.activeOn(), declaration.goneOn())) {
            for (Target target : targets) {
                new Hook(target, null, List.of()).require(server, weaving);
            }
        }
        for (GateHook gate : gates) {
            gate.hook().require(server, weaving);
        }
        for (JobHook job : jobs) {
            job.hook().require(server, weaving);
        }
        return new DeclaredControl(declaration, server, quieting, jobs);
    }
}
