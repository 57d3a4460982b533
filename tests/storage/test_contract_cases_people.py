"""What every store promises of organisations, invitations, sharing and the audit trail."""

import asyncio
from dataclasses import replace

import pytest

from bot.ports import Store
from bot.records import (
    CaseState,
    Member,
    NetworkField,
    NetworkShare,
    Purpose,
    Role,
    Share,
    Trace,
)
from bot.storage import StatementFailed
from tests.storage.samples import ANNE, HOME, NOW, WORD, later, session
from tests.storage.samples_cases import (
    BERT,
    CASE,
    CHAMBER,
    OTHER,
    case,
    found,
    invitation,
    settle_cases,
)


async def test_organisations(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        assert await tx.organisations.all() == [CHAMBER, OTHER]
        assert await tx.organisations.get(CHAMBER.id) == CHAMBER
        assert await tx.organisations.get("nothing") is None
        assert await tx.organisations.named(CHAMBER.name) == CHAMBER
        assert await tx.organisations.named(CHAMBER.name.lower()) is None
        changed = replace(OTHER, name="Réseau du Bois", retention_months=36)
        await tx.organisations.save(changed)
    async with store.transaction() as tx:
        assert await tx.organisations.named("Réseau") is None
        assert await tx.organisations.named("Réseau du Bois") == changed


async def test_members_come_with_their_names(store: Store) -> None:
    anne = Member(ANNE.id, CHAMBER.id, Role.ADMIN, NOW)
    bert = Member(BERT.id, CHAMBER.id, Role.OFFICER, later(seconds=1), BERT.name)
    async with store.transaction() as tx:
        await found(tx)
        assert await tx.organisations.member(BERT.id) == bert
        assert await tx.organisations.member("nobody") is None
        assert await tx.organisations.members(CHAMBER.id) == [anne, bert]
        await tx.organisations.join(replace(bert, role=Role.ADMIN))
        await tx.people.save(replace(ANNE, name="Anne"))
        assert await tx.organisations.members(CHAMBER.id) == [
            replace(anne, name="Anne"),
            replace(bert, role=Role.ADMIN),
        ]
        await tx.organisations.leave(ANNE.id)
        assert await tx.organisations.members(CHAMBER.id) == [replace(bert, role=Role.ADMIN)]
        assert await tx.organisations.member(ANNE.id) is None
        assert await tx.people.get(ANNE.id) == replace(ANNE, name="Anne")


async def test_invitations_come_back_as_they_were_kept(store: Store) -> None:
    admin = invitation("a", purpose=Purpose.ADMIN, most=3)
    phone = invitation(
        "b", purpose=Purpose.PHONE, organisation="", person=BERT.id, by=BERT.id, made_at=later(days=1)
    )
    guest = invitation("c", case=CASE.id, made_at=later(days=2), expires_at=later(days=3))
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        for each in (admin, phone, guest):
            await tx.invitations.add(each)
            assert await tx.invitations.by_hash(each.token_hash) == each
        assert await tx.invitations.by_hash("another") is None
        assert await tx.invitations.of(ANNE.id) == [guest, admin]
        assert await tx.invitations.of(BERT.id) == [phone]
        assert await tx.invitations.for_case(CASE.id) == [guest]
        changed = replace(guest, used=1, revoked_at=later(days=3))
        await tx.invitations.save(changed)
        assert await tx.invitations.for_case(CASE.id) == [changed]
        await tx.invitations.prune(later(days=3))
        assert len(await tx.invitations.of(ANNE.id)) == 2
        await tx.invitations.prune(later(days=4))
        assert await tx.invitations.of(ANNE.id) == [
            changed,
            admin,
        ]  # one that was used says with whom to share


async def test_a_token_stands_for_one_invitation(store: Store) -> None:
    async def make_both() -> None:
        async with store.transaction() as tx:
            await found(tx)
            await tx.invitations.add(invitation("a", token_hash="same"))
            await tx.invitations.add(invitation("b", token_hash="same"))

    with pytest.raises(StatementFailed):
        await make_both()


async def test_who_used_an_invitation_is_known_until_either_goes(store: Store) -> None:
    first, second = invitation("a", case=CASE.id, most=3, by=BERT.id), invitation("b", by=BERT.id)
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        for each in (first, second):
            await tx.invitations.add(each)
        await tx.invitations.use(first, BERT.id, NOW)
        await tx.invitations.use(second, BERT.id, later(days=1))
        await tx.invitations.use(replace(first, used=1), ANNE.id, later(days=2))
        used = replace(first, used=2)
        assert await tx.invitations.by_hash(first.token_hash) == used
        assert await tx.invitations.used_by(BERT.id) == [replace(second, used=1), used]
        await tx.invitations.use(used, BERT.id, later(days=3))
        assert [each.id for each in await tx.invitations.used_by(BERT.id)] == ["a", "b"]
        await tx.people.erase(ANNE.id)
        assert await tx.invitations.used_by(ANNE.id) == []
        await tx.cases.erase(CASE.id)
        assert [each.id for each in await tx.invitations.used_by(BERT.id)] == ["b"]


async def test_the_last_use_of_an_invitation_has_one_winner(store: Store) -> None:
    async with store.transaction() as tx:
        await found(tx)
        await tx.invitations.add(invitation("a", most=2))

    async def use() -> bool:
        async with store.transaction() as tx:
            made = await tx.invitations.by_hash("hash of a")
            assert made is not None
            await asyncio.sleep(0.01)
            if made.used < made.most:
                await tx.invitations.save(replace(made, used=made.used + 1))
            return made.used < made.most

    assert sorted(await asyncio.gather(*(use() for _ in range(6)))) == [False] * 4 + [True] * 2
    async with store.transaction() as tx:
        assert [each.used for each in await tx.invitations.of(ANNE.id)] == [2]


async def test_shares(store: Store) -> None:
    old = Share("a", BERT.id, "own", CASE.id, ("place", "allies/mairie"), WORD, NOW, later(days=9))
    new = replace(old, id="b", given_at=later(days=1), keys=("place",))
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(CASE)
        await tx.sessions.add(session("own", BERT.id))
        await tx.shares.add(old)
        await tx.shares.add(new)
        assert await tx.shares.of(BERT.id) == [new, old]
        assert await tx.shares.with_case(CASE.id) == [new, old]
        assert await tx.shares.of(ANNE.id) == []
        withdrawn = replace(old, withdrawn_at=later(days=2), expires_at=later(days=3), keys=("place",))
        await tx.shares.save(replace(withdrawn, consent="another"))
        assert await tx.shares.with_case(CASE.id) == [new, withdrawn]
        await tx.people.erase(BERT.id)
        assert await tx.shares.with_case(CASE.id) == []


async def test_what_is_shown_to_the_network(store: Store) -> None:
    def shown(id: str, of: str, **more: object) -> NetworkShare:
        plain = NetworkShare(id, of, NetworkField.NEEDS, ANNE.id, WORD, NOW, later(days=9))
        return replace(plain, **more)  # type: ignore[arg-type]

    first, second = shown("a", "c1"), shown("b", "c2", given_at=later(days=1))
    async with store.transaction() as tx:
        await found(tx)
        await tx.cases.add(case("c1"))
        await tx.cases.add(case("c2", organisation=OTHER.id))
        await tx.cases.add(case("c3", state=CaseState.ARCHIVED))
        for each in (first, second, shown("c", "c1", expires_at=NOW), shown("d", "c3")):
            await tx.network.add(each)
        assert await tx.network.all(NOW) == [first, second]
        assert [each.id for each in await tx.network.of("c1")] == ["a", "c"]
        withdrawn = replace(second, withdrawn_at=later(days=2))
        await tx.network.save(withdrawn)
        assert await tx.network.all(NOW) == [first]
        assert await tx.network.of("c2") == [withdrawn]
        assert await tx.network.all(later(days=9)) == []


async def test_the_audit_trail(store: Store) -> None:
    def trace(n: int, granted: bool = True, person: str = ANNE.id) -> Trace:
        return Trace(f"t{n}", later(seconds=n), person, CHAMBER.id, CASE.id if n % 2 else "", "open", granted)

    lines = [trace(0), trace(1), trace(2, False), trace(3, False), trace(4, False, BERT.id)]
    async with store.transaction() as tx:
        for line in lines:
            await tx.audit.note(line)
        assert await tx.audit.of_case(CASE.id) == [lines[3], lines[1]]
        assert await tx.audit.of_case(CASE.id, 1) == [lines[3]]
        assert await tx.audit.of_person(ANNE.id) == lines[3::-1]
        assert await tx.audit.of_person(ANNE.id, 2) == [lines[3], lines[2]]
        assert await tx.audit.refused(ANNE.id, "open", NOW) == 2
        assert await tx.audit.refused(ANNE.id, "open", later(seconds=3)) == 1
        assert await tx.audit.refused(ANNE.id, "print", NOW) == 0
        await tx.audit.prune(later(seconds=2))
        assert await tx.audit.of_person(ANNE.id) == [lines[3], lines[2]]


async def test_what_an_erased_person_did_stays_without_them(store: Store) -> None:
    await settle_cases(store, "c1")
    async with store.transaction() as tx:
        await tx.people.erase(ANNE.id)
    async with store.transaction() as tx:
        assert await tx.cases.get("c1") == case("c1")
        assert await tx.cases.officers("c1") == []
        assert [note.words for note in await tx.cases.notes("c1")] == [WORD]
        (interview,) = await tx.sessions.about("c1", viewer=None)
        assert interview.person == ""
        subject = interview.subject
        assert len(await tx.diagnoses.about("c1", viewer=None)) == 1
        assert [each.words for each in await tx.plans.of(subject, "")] == [WORD]
        assert [each.words for each in await tx.steps.of(subject, "")] == [WORD]
        assert len(await tx.audit.of_person(ANNE.id)) == 1


async def test_nobody_joins_what_is_not_there(store: Store) -> None:
    async def join() -> None:
        async with store.transaction() as tx:
            await tx.people.add(ANNE, HOME)
            await tx.organisations.join(Member(ANNE.id, "nothing", Role.OFFICER, NOW))

    with pytest.raises(StatementFailed):
        await join()
