package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.FleetChannel.Member;
import dev.allstop.core.fleet.channel.FleetChannel.Members;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.HoldEntry.Concerned;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jgroups.Address;

/**
 * Who is in the fleet and what each said last. Members are known by incarnation, not by name or address: a JVM that
 * comes back under its name is another, one that was cut off and returns is the same. Not thread-safe:
 * {@link FleetState} guards it.
 */
final class MemberTable {

    private static final int MOST_GONE = 2000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final String self;
    private final Map<String, Known> known = new HashMap<>();
    private final Map<Address, String> incarnations = new HashMap<>();
    private List<Member> view = List.of();
    private Set<Address> addresses = Set.of();
    private Address selfAddress;

    private static final class Known {

        NodeStatus status;
        Map<String, Boolean> seen = Map.of();
        long heardNanos;
        Address address;
        boolean present;
        boolean saidGoodbye;
        long goneNanos;
    }

    MemberTable(String self) {
        this.self = self;
    }

    /** What this node says of itself. */
    void selfSaid(NodeStatus status, Map<String, Boolean> seen, long nowNanos) {
        Known node = known.computeIfAbsent(self, incarnation -> new Known());
        // asked for by several threads, answers may overtake each other
        if (node.status == null || status.sequence() >= node.status.sequence()) {
            node.present = true;
            node.status = status;
            node.seen = seen;
            node.heardNanos = nowNanos;
        }
    }

    /** The members there are from now on; returns the new ones. */
    List<Address> viewed(Members members, long nowNanos) {
        Set<Address> before = addresses;
        view = members.all();
        selfAddress = members.self();
        Set<Address> now = addresses(view);
        addresses = now;
        incarnations.keySet().retainAll(now);
        for (Map.Entry<String, Known> entry : known.entrySet()) {
            Known node = entry.getValue();
            if (entry.getKey().equals(self)) {
                node.address = selfAddress;
                continue;
            }
            boolean there = node.address != null && now.contains(node.address);
            if (there) {
                // back after a cut, under the address it had
                incarnations.put(node.address, entry.getKey());
                node.saidGoodbye = false;
            } else if (node.present) {
                node.goneNanos = nowNanos;
            }
            node.present = there;
        }
        forgetLongGone();
        return now.stream().filter(address -> !before.contains(address) && !address.equals(selfAddress)).toList();
    }

    /**
     * A message came.
     *
     * @return whether its sender is a member, and is who it says it is
     */
    boolean belongs(Address from, String incarnation) {
        if (!inView(from) || incarnation.equals(self)) {
            return false;
        }
        String before = incarnations.putIfAbsent(from, incarnation);
        return before == null || before.equals(incarnation);
    }

    boolean inView(Address address) {
        return addresses.contains(address);
    }

    /** Whether it may still be heard: what a member said before it left can come after the view without it. */
    boolean hasJustLeft(Address from, String incarnation, long nowNanos) {
        Known node = known.get(incarnation);
        return node != null && !node.present && from.equals(node.address)
                && nowNanos - node.goneNanos < LAST_WORDS.toNanos();
    }

    /** A member has told its status; returns whether it was not known before, or by another name. */
    boolean said(Address from, NodeStatus status, Map<String, Boolean> seen, long nowNanos) {
        Known node = known.computeIfAbsent(status.incarnation(), incarnation -> new Known());
        boolean news = node.status == null || !node.present || !node.status.name().equals(status.name());
        node.status = status;
        node.seen = seen;
        node.heardNanos = nowNanos;
        node.address = from;
        node.present = inView(from);
        return news && node.present;
    }

    void saidGoodbye(String incarnation) {
        Known node = known.get(incarnation);
        if (node != null) {
            node.saidGoodbye = true;
        }
    }

    /** Whether another JVM that is there calls itself the same; reports and expectations by name then mean both. */
    boolean sharesItsName(String incarnation, String name) {
        // asked at the first word of each member, so it makes nothing
        for (Known node : known.values()) {
            if (node.present && node.status.name().equals(name) && !node.status.incarnation().equals(incarnation)) {
                return true;
            }
        }
        return false;
    }

    /** The last status of a member, by incarnation. */
    Optional<NodeStatus> status(String incarnation) {
        return Optional.ofNullable(known.get(incarnation)).map(node -> node.status);
    }

    /** All but this node. */
    List<Address> others() {
        return view.stream().map(Member::address).filter(address -> !address.equals(selfAddress)).toList();
    }

    int size() {
        return Math.max(1, view.size());
    }

    /** Whether every member has told its status, since the given moment. */
    boolean allHeardSince(long nanos) {
        return others().stream().allMatch(address -> {
            Known node = at(address);
            return node != null && node.heardNanos - nanos >= 0;
        });
    }

    /** Whether every member has told its status. */
    boolean allHeard() {
        return unheard().isEmpty();
    }

    /** Members that have not told their status. */
    List<Address> unheard() {
        return others().stream().filter(address -> at(address) == null).toList();
    }

    /**
     * Names of members that have not told what they hold: they have not spoken, or speak of a hold that is not known here.
     *
     * @param isKnown whether a hold is known here
     */
    List<String> withoutWord(Predicate<String> isKnown) {
        Set<Address> owing = new HashSet<>(unheard());
        owing.addAll(ahead(isKnown));
        return view.stream().filter(member -> owing.contains(member.address())).map(Member::name).toList();
    }

    /** Members that speak of a hold in force that is not known here. */
    List<Address> ahead(Predicate<String> isKnown) {
        return others().stream().filter(address -> {
            Known node = at(address);
            return node != null && speaksOf(node).anyMatch(id -> !id.equals(KeptHolds.JOINING) && !isKnown.test(id));
        }).toList();
    }

    /** Holds in force, usually none. */
    private static Stream<String> speaksOf(Known node) {
        if (node.seen.isEmpty() && node.status.acks().isEmpty() && node.status.exempt().isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(node.status.acks().keySet().stream(), node.status.exempt().stream(),
                node.seen.entrySet().stream().filter(hold -> !hold.getValue()).map(Map.Entry::getKey)).flatMap(ids -> ids);
    }

    /** Whether there is a member that is not itself still waiting to hear what is held. */
    boolean knowsTheFleet() {
        return others().stream().anyMatch(address -> {
            Known node = at(address);
            return node != null && !node.status.acks().containsKey(KeptHolds.JOINING);
        });
    }

    /** Members that have not acknowledged all these holds, as far as the holds concern them. */
    List<Address> silent(Collection<HoldEntry> holds) {
        return others().stream().filter(address -> {
            Known node = at(address);
            return node == null || holds.stream().map(HoldEntry::hold).anyMatch(hold ->
                    !node.status.acks().containsKey(hold.id()) && !node.status.exempt().contains(hold.id())
                    && hold.select().acceptsNode(node.status.name(), node.status.incarnation(), node.status.labels()));
        }).toList();
    }

    /**
     * Whether it is plain that some member has still to acknowledge one of these holds; asked at every answer that comes,
     * so it makes nothing and stops at the first. A member whose servers cannot all be held may never acknowledge, and is
     * for {@link Assessment} to judge.
     */
    boolean owesAcknowledgement(List<HoldEntry> holds) {
        for (Known node : known.values()) {
            NodeStatus status = node.status;
            if (node.present && status != null && owesAcknowledgement(status, holds) && allControlled(status)) {
                return true;
            }
        }
        return false;
    }

    private static boolean owesAcknowledgement(NodeStatus status, List<HoldEntry> holds) {
        for (HoldEntry entry : holds) {
            if (!status.acks().containsKey(entry.id()) && !status.exempt().contains(entry.id())
                    && entry.hold().select().acceptsNode(status.name(), status.incarnation(), status.labels())) {
                return true;
            }
        }
        return false;
    }

    private static boolean allControlled(NodeStatus status) {
        for (ServerReport server : status.servers()) {
            if (server.state() == ServerState.UNCONTROLLED) {
                return false;
            }
        }
        return true;
    }

    /** Names of members that are there and have not carried out the release of all these holds. */
    List<String> withoutRelease(Collection<String> holdIds) {
        List<String> names = new ArrayList<>();
        for (MemberSight member : present(0)) {
            Known node = known.get(member.status().incarnation());
            if (node == null || !hasReleased(node, holdIds)) {
                names.add(member.status().name());
            }
        }
        return names;
    }

    /** Whether a job server is known that is selected. */
    boolean anyIsSelected(Selector select) {
        for (Known node : known.values()) {
            if (node.present && OrderChecks.selects(select, node.status)) {
                return true;
            }
        }
        return false;
    }

    /** Members that have not told that they have carried out the release of all these holds. */
    List<Address> owingRelease(Collection<String> holdIds) {
        return others().stream().filter(address -> {
            Known node = at(address);
            return node == null || !hasReleased(node, holdIds);
        }).toList();
    }

    private static boolean hasReleased(Known node, Collection<String> holdIds) {
        return holdIds.stream().allMatch(id -> Boolean.TRUE.equals(node.seen.get(id)));
    }

    /** Those whom an order concerns that is given now. */
    Map<String, Concerned> roster(Selector select) {
        Map<String, Concerned> roster = new HashMap<>();
        known.forEach((incarnation, node) -> {
            if (node.present && select.acceptsNode(node.status.name(), incarnation, node.status.labels())) {
                roster.put(incarnation, new Concerned(node.status.name(), false));
            }
        });
        return roster;
    }

    /** The members there are, as they stand now. */
    List<MemberSight> present(long nowNanos) {
        List<MemberSight> sights = new ArrayList<>();
        known.values().stream().filter(node -> node.present)
                .forEach(node -> sights.add(new MemberSight(aged(node, nowNanos), true, true, false)));
        for (Member member : view) {
            if (!member.address().equals(selfAddress) && at(member.address()) == null) {
                sights.add(new MemberSight(nameOnly("", member.name()), false, true, false));
            }
        }
        return sights;
    }

    /**
     * The members there are, and those that are gone and that a report on these holds must not pass over.
     *
     * @param answersNanos for how long the word of a member is taken for its present state
     */
    List<MemberSight> concerned(Collection<HoldEntry> holds, long nowNanos, long vanishedNanos, long answersNanos) {
        List<MemberSight> sights = new ArrayList<>();
        present(nowNanos).forEach(sight -> sights.add(isObeying(sight, holds, nowNanos, answersNanos) ? sight.asObeying() : sight));
        Set<String> names = new HashSet<>();
        sights.forEach(sight -> names.add(sight.status().name()));
        Map<String, Concerned> roster = new HashMap<>();
        holds.forEach(hold -> hold.roster().forEach((incarnation, node) -> roster.merge(incarnation, node,
                (one, other) -> new Concerned(one.name(), one.left() || other.left()))));
        known.forEach((incarnation, node) -> {
            Concerned concerned = roster.remove(incarnation);
            // its successor under the same name stands for one that was not asked anything
            boolean vanished = !node.saidGoodbye && nowNanos - node.goneNanos < vanishedNanos
                    && !names.contains(node.status.name());
            if (!node.present && (concerned != null || vanished)) {
                sights.add(new MemberSight(node.status, true, false, concerned != null && concerned.left()));
            }
        });
        roster.forEach((incarnation, node) -> sights.add(
                new MemberSight(nameOnly(incarnation, node.name()), false, false, node.left())));
        return sights;
    }

    /** Null while it has not told who it is. */
    private Known at(Address address) {
        return known.get(incarnations.getOrDefault(address, ""));
    }

    private boolean isObeying(MemberSight sight, Collection<HoldEntry> holds, long nowNanos, long answersNanos) {
        Known node = known.get(sight.status().incarnation());
        boolean answers = node != null
                && (sight.status().incarnation().equals(self) || nowNanos - node.heardNanos <= answersNanos);
        return answers && holds.stream().map(HoldEntry::id).allMatch(id -> node.status.acks().containsKey(id)
                || node.status.exempt().contains(id) || Boolean.FALSE.equals(node.seen.get(id)));
    }

    private void forgetLongGone() {
        if (known.size() > view.size() + MOST_GONE) {
            known.entrySet().stream().filter(entry -> !entry.getValue().present)
                    .min((a, b) -> Long.compare(a.getValue().goneNanos - b.getValue().goneNanos, 0))
                    .map(Map.Entry::getKey).ifPresent(known::remove);
        }
    }

    private static Set<Address> addresses(List<Member> members) {
        Set<Address> addresses = new HashSet<>();
        members.forEach(member -> addresses.add(member.address()));
        return addresses;
    }

    /** Its jobs have run on since it spoke. */
    private static NodeStatus aged(Known node, long nowNanos) {
        long ms = nowNanos == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nowNanos - node.heardNanos);
        NodeStatus status = node.status;
        if (ms <= 0 || status.servers().stream().allMatch(server -> server.running().isEmpty())) {
            return status;
        }
        List<ServerReport> servers = status.servers().stream().map(server -> new ServerReport(server.kind(),
                server.name(), server.library(), server.state(), server.stateBefore(),
                server.running().stream().map(job -> new RunningJob(job.job(), job.id(), job.thread(), job.startedAt(),
                        job.elapsedMs() + ms, job.stack())).toList(),
                server.notListed(), server.accepted(), server.startedTotal(), server.startedAfterAck(),
                server.finishedDuringDrain(), server.cancelled(), server.interrupted(), server.givenBack(),
                server.error())).toList();
        return new NodeStatus(status.incarnation(), status.sequence(), status.name(), status.host(), status.pid(),
                status.version(), status.labels(), status.acks(), status.drained(), status.exempt(), servers);
    }

    private static NodeStatus nameOnly(String incarnation, String name) {
        return new NodeStatus(incarnation, 0, name, "", 0, "", Map.of(), Map.of(), Map.of(), List.of(), List.of());
    }
}
