"""FastAPI over the host's SQLAlchemy engine: a contact and an act are kept together, or neither.

Replace `who` before anything real goes through it. See docs/how-to/embed-in-fastapi.md.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Body, Depends, FastAPI, Header, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import Column, Connection, DateTime, Engine, MetaData, String, Table, insert

from safetyframe import (
    Accepted,
    ActIdReusedError,
    Frame,
    HostError,
    PayloadError,
    PersonId,
    StoreError,
    Viewer,
)
from safetyframe.wire import export, faults_of, load_act
from safetyframe_plugins.sql.opening import open_engine

tables = MetaData()
contact = Table(  # a table of the host's own, beside those of the store
    "contact",
    tables,
    Column("act", String, primary_key=True),
    Column("family", String, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)


def now() -> datetime:
    """The one clock."""
    return datetime.now(UTC)


def who(x_demo_person: Annotated[str | None, Header()] = None) -> PersonId:
    """Say who is asking. REPLACE THIS: it believes a header that anybody can write."""
    if not x_demo_person:
        raise HTTPException(401, "nobody said who is asking")
    return PersonId(x_demo_person)


Who = Annotated[PersonId, Depends(who)]


def make_app(engine: Engine, clock: Callable[[], datetime] = now) -> FastAPI:
    """Give the application. The engine stays the host's; its tables are made where missing."""
    tables.create_all(engine)
    frame = Frame(open_engine(engine, create=True))
    app = FastAPI()

    def transaction() -> Iterator[Connection]:
        with engine.begin() as connection:  # commits at the end, rolls back where something raised
            yield connection

    # Plain functions: FastAPI runs them in threads, and a frame may be shared by threads.
    @app.post("/families/{family}/acts")
    def do(
        family: str,
        person: Who,
        db: Annotated[Connection, Depends(transaction, scope="function")],
        sent: Annotated[dict[str, Any], Body()],
    ) -> Response:
        act = load_act(sent)
        if act.by.person != person or act.by.mandate is not None:
            raise HTTPException(403, "your own acts, and none that rests on a mandate")
        if not act.by.at <= act.by.recorded <= clock():
            raise HTTPException(400, "this act did not happen yet")
        inside = frame.within(db)
        before = inside.trajectory(family)
        done = inside.done(family, act)
        kept = isinstance(done.outcome, Accepted)
        if kept and not done.already:
            db.execute(insert(contact).values(act=act.id, family=family, at=act.by.at))
        then = before if kept else inside.trajectory(family)
        view = frame.law.show(done.outcome, Viewer.of(act.by), then)
        return JSONResponse(export(view), (200 if done.already else 201) if kept else 422)

    @app.get("/families/{family}")
    def show(family: str, person: Who) -> Response:
        return JSONResponse(export(frame.show(family, Viewer(person=person, at=clock()))))

    @app.get("/families/{family}/findings")
    def findings(family: str, person: Who) -> Response:
        return JSONResponse(export(frame.findings_for(family, Viewer(person=person, at=clock()))))

    @app.exception_handler(PayloadError)
    def unreadable(request: Request, error: PayloadError) -> Response:
        return JSONResponse({"errors": [str(one) for one in faults_of(error)]}, 400)

    @app.exception_handler(HostError)
    def nonsense(request: Request, error: HostError) -> Response:
        return JSONResponse({"errors": [str(error)]}, 400)

    @app.exception_handler(ActIdReusedError)
    def another(request: Request, error: ActIdReusedError) -> Response:
        return JSONResponse({"errors": ["this id stands for another act"]}, 409)

    @app.exception_handler(StoreError)
    def away(request: Request, error: StoreError) -> Response:
        return JSONResponse({"errors": ["the store is out of reach: send it again"]}, 503)

    return app
