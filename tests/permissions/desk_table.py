# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each page of the desk answers to each member of the cast. A table to read, not code.

A number is the status of the answer, `>page` a redirect to that page. One answer means that all members get it. Ids in
addresses are of noor's organisation. *locked*: signed in, six words not typed. All have just confirmed their password.
Whoever has no account (amina, stranger, operator) is led to the sign-in page, except on the pages in `OPEN_TO_ALL`.

Of a file that is shared, and of evidence, the row is there and the bytes are not, so whoever may open it is led back.
405 comes before any look at an object, for everybody alike: it says nothing about what exists.
"""

COLUMNS = (
    "lead",
    "lead locked",
    "noor",
    "noor locked",
    "auditor",
    "tenzin",
    "tenzin locked",
    "tenzins_lead",
    "researcher",
    "registrar",
)
WITHOUT_ACCOUNT = ("amina", "stranger", "operator")

#                                 lead     locked   noor     locked   auditor  tenzin   locked   his lead resea regis
TABLE = """
home:day                    GET   200      200      200      200      200      200      200      200      200 >filings
home:day                    POST  405
home:case                   GET   200      >unlock  200      >unlock  404      404      404      404        200  404
home:case                   POST  >case    423      >case    423      404      404      404      404        403  404

home:timeline               GET   200      >unlock  200      >unlock  404      404      404      404        200  404
home:timeline               POST  405
home:case_tasks             GET   200      >unlock  200      >unlock  404      404      404      404        403  404
home:case_tasks             POST  422      423      422      423      404      404      404      404        403  404
home:tasks                  GET   200      200      200      200      403      200      200      200        403  403
home:tasks                  POST  405      405      405      405      403      405      405      405        403  403
home:task                   GET   200      200      200      200      403      404      404      404        403  403
home:task                   POST  405      405      405      405      403      405      405      405        403  403
home:search                 GET   200      >unlock  200      >unlock  403      200      >unlock  200        200  403
home:search                 POST  422      423      422      423      403      422      423      422        422  403
home:search_again           GET   405
home:search_again           POST  404      423      200      423      403      404      423      404        404  403
home:forget_search          GET   405
home:forget_search          POST  404      423      >search  423      403      404      423      404        404  403

tasks:done                  GET   405
tasks:done                  POST  >tasks   423      >tasks   423      404      404      404      404        404  404
tasks:undone                GET   405
tasks:undone                POST  >tasks   423      >tasks   423      404      404      404      404        404  404
tasks:postpone              GET   405
tasks:postpone              POST  422      423      422      423      404      404      404      404        404  404
tasks:give                  GET   405
tasks:give                  POST  >tasks   423      >tasks   423      404      404      404      404        404  404
tasks:calendar              GET   200      200      200      200      403      200      200      200        403  403
tasks:calendar              POST  405      405      405      405      403      405      405      405        403  403
tasks:new_calendar          GET   405      405      405      405      403      405      405      405        403  403
tasks:new_calendar          POST  200      423      200      423      403      200      423      200        403  403
tasks:end_calendar          GET   405      405      405      405      403      405      405      405        403  403
tasks:end_calendar          POST  >calendar 423     >calendar 423     403      >calendar 423     >calendar  403  403
tasks:feed                  GET   200
tasks:feed                  POST  405

registrar:filings           GET   404      404      404      404      404      404      404      404        404  200
registrar:filings           POST  405
registrar:filing            GET   404      404      404      404      404      404      404      404        404  200
registrar:filing            POST  405
registrar:proposal          GET   404      404      404      404      404      404      404      404        404  200
registrar:proposal          POST  405
registrar:entries           GET   404      404      404      404      404      404      404      404        404  200
registrar:entries           POST  405
registrar:entry             GET   404      404      404      404      404      404      404      404        404  200
registrar:entry             POST  405
registrar:notices           GET   404      404      404      404      404      404      404      404        404  200
registrar:notices           POST  405
registrar:notice            GET   404      404      404      404      404      404      404      404        404  200
registrar:notice            POST  405
registrar:late              GET   404      404      404      404      404      404      404      404        404  200
registrar:late              POST  405
registrar:figures           GET   404      404      404      404      404      404      404      404        404  200
registrar:figures           POST  405
registrar:log               GET   404      404      404      404      404      404      404      404        404  200
registrar:log               POST  405
registrar:new_notice        GET   404      404      404      404      404      404      404      404        404  200
registrar:new_notice        POST  404      404      404      404      404      404      404      404        404  422
registrar:accept            GET   405
registrar:accept            POST  404      404      404      404      404      404      404      404        404  >filing
registrar:ask_correction    GET   405
registrar:ask_correction    POST  404      404      404      404      404      404      404      404        404  422
registrar:refuse            GET   405
registrar:refuse            POST  404      404      404      404      404      404      404      404        404  422
registrar:withhold          GET   405
registrar:withhold          POST  404      404      404      404      404      404      404      404        404  422
registrar:confirm           GET   405
registrar:confirm           POST  404      404      404      404      404      404      404      404 404  >proposal
registrar:reject            GET   405
registrar:reject            POST  404      404      404      404      404      404      404      404 404  >filings
registrar:withhold_entry    GET   405
registrar:withhold_entry    POST  404      404      404      404      404      404      404      404        404  422
registrar:erase             GET   405
registrar:erase             POST  404      404      404      404      404      404      404      404        404  422
registrar:correct           GET   405
registrar:correct           POST  404      404      404      404      404      404      404      404        404  422
registrar:reply             GET   405
registrar:reply             POST  404      404      404      404      404      404      404      404        404  422
registrar:represent         GET   405
registrar:represent         POST  404      404      404      404      404      404      404      404        404  422
registrar:paid              GET   405
registrar:paid              POST  404      404      404      404      404      404      404      404        404  >notice
registrar:decide            GET   405
registrar:decide            POST  404      404      404      404      404      404      404      404        404  422
registrar:verify            GET   405
registrar:verify            POST  404      404      404      404      404      404      404      404        404  >log

exchange:list               GET   200      >unlock  403      403      403      403      403      200        403  403
exchange:list               POST  405
exchange:upload             GET   405
exchange:upload             POST  422      423      403      403      403      403      403      422        403  403
exchange:batch              GET   200      >unlock  404      404      404      404      404      404        404  404
exchange:batch              POST  405
exchange:columns            GET   405
exchange:columns            POST  >batch   423      404      404      404      404      404      404        404  404
exchange:start              GET   405
exchange:start              POST  >batch   423      404      404      404      404      404      404        404  404
exchange:go_on              GET   405
exchange:go_on              POST  >batch   423      404      404      404      404      404      404        404  404
exchange:undo               GET   405
exchange:undo               POST  >batch   423      404      404      404      404      404      404        404  404
exchange:drop               GET   405
exchange:drop               POST  >list    423      404      404      404      404      404      404        404  404
exchange:export             GET   200      >unlock  403      403      403      403      403      200        403  403
exchange:export             POST  422      423      403      403      403      403      403      422        403  403
exchange:case               GET   200      >unlock  403      >unlock  404      404      404      404        403  404
exchange:case               POST  422      423      403      423      404      404      404      404        403  404

inbox:queue                 GET   200      200      200      200      403      200      200      200        403  403
inbox:queue                 POST  405      405      405      405      403      405      405      405        403  403
inbox:open                  GET   405
inbox:open                  POST  >case    423      >case    423      404      404      404      404        403  404

cases:list                  GET   200      200      200      200      403      200      200      200        200  403
cases:list                  POST  405      405      405      405      403      405      405      405        405  403
cases:renewal               GET   200      200      200      200      403      200      200      200        403  403
cases:renewal               POST  405      405      405      405      403      405      405      405        403  403
cases:reply                 GET   405
cases:reply                 POST  422      423      422      423      404      404      404      404        403  404
cases:note                  GET   405
cases:note                  POST  422      423      422      423      404      404      404      404        403  404
cases:title                 GET   405
cases:title                 POST  422      423      422      423      404      404      404      404        403  404
cases:state                 GET   405
cases:state                 POST  422      423      422      423      404      404      404      404        403  404
cases:assign                GET   405
cases:assign                POST  >case    423      >case    423      404      404      404      404        403  404
cases:triage                GET   405
cases:triage                POST  422      423      422      423      404      404      404      404        403  404
cases:new                   GET   200      >unlock  200      >unlock  403      200      >unlock  200        403  403
cases:new                   POST  422      423      422      423      403      422      423      422        403  403
cases:incidents             GET   200      >unlock  200      >unlock  404      404      404      404        200  404
cases:incidents             POST  405
cases:people                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
cases:people                POST  405
cases:add_incident          GET   200      >unlock  200      >unlock  404      404      404      404        403  404
cases:add_incident          POST  422      423      422      423      404      404      404      404        403  404
cases:incident              GET   200      >unlock  200      >unlock  404      404      404      404        403  404
cases:incident              POST  422      423      422      423      404      404      404      404        403  404
cases:add_act               GET   200      >unlock  200      >unlock  404      404      404      404        403  404
cases:add_act               POST  422      423      422      423      404      404      404      404        403  404
cases:act                   GET   200      >unlock  200      >unlock  404      404      404      404        403  404
cases:act                   POST  422      423      422      423      404      404      404      404        403  404
cases:add_party             GET   200      >unlock  200      >unlock  404      404      404      404        403  404
cases:add_party             POST  422      423      422      423      404      404      404      404        403  404
cases:party                 GET   200      >unlock  200      >unlock  404      404      404      404        403  404
cases:party                 POST  422      423      422      423      404      404      404      404        403  404
cases:relate                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
cases:relate                POST  422      423      422      423      404      404      404      404        403  404
cases:merge_party           GET   200      >unlock  200      >unlock  404      404      404      404        403  404
cases:merge_party           POST  422      423      422      423      404      404      404      404        403  404
cases:merge                 GET   200      >unlock  200      >unlock  404      404      404      404        403  404
cases:merge                 POST  422      423      422      423      404      404      404      404        403  404
cases:remove_incident       GET   405
cases:remove_incident       POST  >incidents 423      >incidents 423      404      404      404      404    403  404
cases:remove_act            GET   405
cases:remove_act            POST  >incidents 423      >incidents 423      404      404      404      404    403  404
cases:remove_party          GET   405
cases:remove_party          POST  >people  423      >people  423      404      404      404      404        403  404
cases:unmerge_party         GET   405
cases:unmerge_party         POST  >people  423      >people  423      404      404      404      404        403  404
cases:unrelate              GET   405
cases:unrelate              POST  >people  423      >people  423      404      404      404      404        403  404
cases:unmerge               GET   405
cases:unmerge               POST  >case    423      >case    423      404      404      404      404        403  404

evidence:case               GET   200      >unlock  200      >unlock  404      404      404      404        403  404
evidence:case               POST  405
evidence:add                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
evidence:add                POST  405
evidence:upload             GET   405
evidence:upload             POST  422      423      422      423      404      404      404      404        403  404
evidence:fingerprint        GET   405
evidence:fingerprint        POST  422      423      422      423      404      404      404      404        403  404
evidence:item               GET   200      >unlock  200      >unlock  404      404      404      404        403  404
evidence:item               POST  405
evidence:describe           GET   200      >unlock  200      >unlock  404      404      404      404        403  404
evidence:describe           POST  >item    423      >item    423      404      404      404      404        403  404
evidence:page               GET   404      >unlock  404      >unlock  404      404      404      404        403  404
evidence:page               POST  405
evidence:listen             GET   404      >unlock  404      >unlock  404      404      404      404        403  404
evidence:listen             POST  405
evidence:clean              GET   405
evidence:clean              POST  >item    423      >item    423      404      404      404      404        403  404
evidence:black_out          GET   200      >unlock  200      >unlock  404      404      404      404        403  404
evidence:black_out          POST  422      423      422      423      404      404      404      404        403  404
evidence:download           GET   405
evidence:download           POST  >item    423      >item    423      404      404      404      404        403  404
evidence:verify             GET   405
evidence:verify             POST  >item    423      >item    423      404      404      404      404        403  404
evidence:hand_over          GET   200      >unlock  200      >unlock  404      404      404      404        403  404
evidence:hand_over          POST  422      423      422      423      404      404      404      404        403  404
evidence:stamp              GET   405
evidence:stamp              POST  >case    423      >case    423      404      404      404      404        403  404
evidence:stamp_again        GET   405
evidence:stamp_again        POST  >item    423      >item    423      404      404      404      404        403  404
evidence:hold               GET   405
evidence:hold               POST  >item    423      >item    423      404      404      404      404        403  404
evidence:release            GET   405
evidence:release            POST  >item    423      >item    423      404      404      404      404        403  404
evidence:destroy            GET   200      >unlock  200      >unlock  404      404      404      404        403  404
evidence:destroy            POST  422      423      422      423      404      404      404      404        403  404

referrals:overdue           GET   200      200      200      200      403      200      200      200        403  403
referrals:overdue           POST  405      405      405      405      403      405      405      405        403  403
referrals:case              GET   200      >unlock  200      >unlock  404      404      404      404        403  404
referrals:case              POST  405
referrals:referral          GET   200      >unlock  200      >unlock  404      404      404      404        403  404
referrals:referral          POST  405
referrals:preview           GET   200      >unlock  200      >unlock  404      404      404      404        403  404
referrals:preview           POST  405
referrals:preview_file      GET   200      >unlock  200      >unlock  404      404      404      404        403  404
referrals:preview_file      POST  405
referrals:answers           GET   405
referrals:answers           POST  >case    423      >case    423      404      404      404      404        403  404
referrals:choose            GET   405
referrals:choose            POST  422      423      422      423      404      404      404      404        403  404
referrals:pack              GET   405
referrals:pack              POST  422      423      422      423      404      404      404      404        403  404
referrals:send              GET   405
referrals:send              POST  422      423      422      423      404      404      404      404        403  404
referrals:contact           GET   405
referrals:contact           POST  422      423      422      423      404      404      404      404        403  404
referrals:close             GET   405
referrals:close             POST  >case    423      >case    423      404      404      404      404        403  404
referrals:packet            GET   405
referrals:packet            POST  422      423      422      423      404      404      404      404        403  404
referrals:letter_file       GET   405
referrals:letter_file       POST  200      423      200      423      404      404      404      404        403  404
referrals:letter            GET   200      >unlock  200      >unlock  404      404      404      404        403  404
referrals:letter            POST  422      423      422      423      404      404      404      404        403  404
referrals:tell              GET   200      >unlock  200      >unlock  404      404      404      404        403  404
referrals:tell              POST  422      423      422      423      404      404      404      404        403  404

support:script              GET   200      200      200      200      403      200      200      200        403  403
support:script              POST  405      405      405      405      403      405      405      405        403  403
support:case                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:case                POST  405
support:risk                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:risk                POST  422      423      422      423      404      404      404      404        403  404
support:add_step            GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:add_step            POST  422      423      422      423      404      404      404      404        403  404
support:print               GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:print               POST  405
support:step                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:step                POST  422      423      422      423      404      404      404      404        403  404
support:mark_step           GET   405
support:mark_step           POST  >case    423      >case    423      404      404      404      404        403  404
support:remove_step         GET   405
support:remove_step         POST  >case    423      >case    423      404      404      404      404        403  404
support:add_need            GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:add_need            POST  422      423      422      423      404      404      404      404        403  404
support:need                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:need                POST  422      423      422      423      404      404      404      404        403  404
support:devices             GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:devices             POST  422      423      422      423      404      404      404      404        403  404
support:check               GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:check               POST  405
support:consent             GET   200      >unlock  200      >unlock  404      404      404      404        200  404
support:consent             POST  405
support:say                 GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:say                 POST  422      423      422      423      404      404      404      404        403  404
support:override            GET   200      >unlock  200      >unlock  404      404      404      404        403  404
support:override            POST  422      423      422      423      404      404      404      404        403  404
support:confirm_override    GET   405
support:confirm_override    POST  >consent 423      >consent 423      404      404      404      404        403  404

sharing:list                GET   200      200      200      200      403      200      200      200        403  403
sharing:list                POST  405      405      405      405      403      405      405      405        403  403
sharing:case                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
sharing:case                POST  405      423      405      423      404      404      404      404        403  404
sharing:pick                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
sharing:pick                POST  422      423      422      423      404      404      404      404        403  404
sharing:sent                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
sharing:sent                POST  405      423      405      423      404      404      404      404        403  404
sharing:recall              GET   405
sharing:recall              POST  >case    423      >case    423      404      404      404      404        403  404
sharing:offer               GET   404      404      404      404      403      200      >unlock  200        403  403
sharing:offer               POST  405      405      405      405      403      405      405      405        403  403
sharing:accept              GET   405      405      405      405      403      405      405      405        403  403
sharing:accept              POST  404      404      404      404      403      >case    423      >case      403  403
sharing:reject              GET   405      405      405      405      403      405      405      405        403  403
sharing:reject              POST  404      404      404      404      403      422      423      422        403  403
sharing:thread              GET   200      >unlock  200      >unlock  403      200      >unlock  200        403  403
sharing:thread              POST  405      405      405      405      403      405      405      405        403  403
sharing:write               GET   405      405      405      405      403      405      405      405        403  403
sharing:write               POST  422      423      422      423      403      422      423      422        403  403
sharing:work                GET   405      405      405      405      403      405      405      405        403  403
sharing:work                POST  422      423      422      423      403      422      423      422        403  403
sharing:mark                GET   405      405      405      405      403      405      405      405        403  403
sharing:mark                POST  >thread  423      >thread  423      403      >thread  423      >thread    403  403
sharing:file                GET   >thread  >unlock  >thread  >unlock  403      >thread  >unlock  >thread    403  403
sharing:file                POST  405      405      405      405      403      405      405      405        403  403
sharing:return              GET   405      405      405      405      403      405      405      405        403  403
sharing:return              POST  404      423      404      423      403      >list    423      >list      403  403

retention:list              GET   200      200      403      403      403      403      403      200        403  403
retention:list              POST  405      405      403      403      403      403      403      405        403  403
retention:end_due           GET   405      405      403      403      403      403      403      405        403  403
retention:end_due           POST  422      423      403      403      403      403      403      422        403  403
retention:periods           GET   200      >unlock  403      403      403      403      403      200        403  403
retention:periods           POST  422      423      403      403      403      403      403      422        403  403
retention:ended             GET   200      200      403      403      403      403      403      200        403  403
retention:ended             POST  405      405      403      403      403      403      403      405        403  403
retention:certificate       GET   200      200      403      403      403      403      403      404        403  403
retention:certificate       POST  405      405      403      403      403      403      403      405        403  403
retention:certificate_file  GET   405      405      403      403      403      403      403      405        403  403
retention:certificate_file  POST  200      423      403      403      403      403      403      404        403  403
retention:case              GET   200      >unlock  200      >unlock  404      404      404      404        403  404
retention:case              POST  405      423      405      423      404      404      404      404        403  404
retention:hold              GET   405
retention:hold              POST  422      423      403      423      404      404      404      404        403  404
retention:release           GET   405
retention:release           POST  >case    423      403      423      404      404      404      404        403  404
retention:end               GET   200      >unlock  403      >unlock  404      404      404      404        403  404
retention:end               POST  422      423      403      423      404      404      404      404        403  404

vault:unlock                GET   >day     200      >day     200      403      >day     200      >day       >day  >day
vault:unlock                POST  200      200      200      200      403      200      200      200        200  200
vault:lock                  GET   200
vault:lock                  POST  >unlock  >unlock  >unlock  >unlock  >day     >unlock  >unlock  >unlock >unlock >unlock
vault:enrol                 GET   200      200      200      200      403      200      200      200        200  200
vault:enrol                 POST  200      200      200      200      403      200      200      200        200  200
vault:keys                  GET   200      200      403      403      403      403      403      200        403  403
vault:keys                  POST  405      405      403      403      403      403      403      405        403  403
vault:kit                   GET   200      >unlock  403      403      403      403      403      200        403  403
vault:kit                   POST  200      423      403      403      403      403      403      200        403  403
vault:read_back             GET   200      >unlock  403      403      403      403      403      200        403  403
vault:read_back             POST  200      423      403      403      403      403      403      200        403  403
vault:admit_organisation    GET   405      405      403      403      403      403      403      405        403  403
vault:admit_organisation    POST  >keys    423      403      403      403      403      403      403        403  403

members:list                GET   200      200      403      403      403      403      403      200        403  403
members:list                POST  405      405      403      403      403      403      403      405        403  403
members:admit               GET   405      405      403      403      403      403      403      405        403  403
members:admit               POST  >members 423      403      403      403      403      403      404        403  403
members:reset               GET   200      >unlock  403      403      403      403      403      404        403  403
members:reset               POST  >members 423      403      403      403      403      403      404        403  403
members:remove              GET   200      200      403      403      403      403      403      404        403  403
members:remove              POST  200      200      403      403      403      403      403      404        403  403
members:removed             GET   404      404      403      403      403      403      403      404        403  403
members:removed             POST  405      405      403      403      403      403      403      405        403  403
member_active               GET   405      405      403      403      403      403      403      405        403  403
member_active               POST  >members >members 403      403      403      403      403      404        403  403
member_language             GET   200
member_language             POST  200
member_invite               GET   200      200      403      403      403      403      403      200        403  403
member_invite               POST  200      200      403      403      403      403      403      200        403  403
member_join                 GET   409
member_join                 POST  409

audit:list                  GET   200      200      403      403      200      403      403      200        403  403
audit:list                  POST  405
audit:export                GET   405
audit:export                POST  200      200      403      403      200      403      403      200        403  403
vault:checkpoint            GET   200      200      403      403      403      403      403      200        403  403
vault:checkpoint            POST  200      423      403      403      403      403      403      200        403  403
inbox:decoy                 GET   200      >unlock  403      403      403      403      403      200        403  403
inbox:decoy                 POST  422      423      403      403      403      403      403      422        403  403
audit:alarms                GET   200      200      403      403      200      403      403      200        403  403
audit:alarms                POST  405
audit:settle_alarm          GET   405
audit:settle_alarm          POST  >alarms  >alarms  403      403      403      403      403      404        403  403

account_login               GET   >day
account_login               POST  >day
mfa_login_webauthn          GET   >day
mfa_login_webauthn          POST  >day
mfa_authenticate            GET   >day
mfa_authenticate            POST  >day
account_logout              GET   200
account_logout              POST  >sign-in
account_reauthenticate      GET   200
account_reauthenticate      POST  200
mfa_reauthenticate          GET   200
mfa_reauthenticate          POST  200
mfa_reauthenticate_webauthn GET   >confirm
mfa_reauthenticate_webauthn POST  >confirm
account_change_password     GET   200
account_change_password     POST  200
mfa_index                   GET   200
mfa_index                   POST  405
mfa_activate_totp           GET   >mfa_deactivate_totp
mfa_activate_totp           POST  >mfa_deactivate_totp
mfa_deactivate_totp         GET   200
mfa_deactivate_totp         POST  200
mfa_list_webauthn           GET   200
mfa_list_webauthn           POST  405
mfa_add_webauthn            GET   200
mfa_add_webauthn            POST  200
mfa_remove_webauthn         GET   404
mfa_remove_webauthn         POST  404
mfa_view_recovery_codes     GET   404
mfa_view_recovery_codes     POST  405
mfa_generate_recovery_codes GET   200
mfa_generate_recovery_codes POST  >mfa_view_recovery_codes
"""

OPEN_TO_ALL = {
    "account_login": {"GET": "200", "POST": "200"},
    "member_join": {"GET": "200", "POST": "200"},
    "tasks:feed": {"GET": "200", "POST": "405"},
}
"""Pages that answer somebody without an account. The rest of the desk is closed.

A calendar program cannot sign in: whoever has a member's secret address reads kinds of tasks, references and days.
"""

MARKED_OPEN = {"account_login", "member_join", "account_logout", "tasks:feed"}
"""Views that the login check lets through: those above, and signing out, which itself leads to the sign-in page."""

LIBRARY_OPEN = {"mfa_login_webauthn", "mfa_authenticate"}
"""Views of the sign-in library that are a step of signing in: without one begun they lead back to its first step."""

NEEDS_CONFIRMING = {
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_generate_recovery_codes",
}
"""Pages that change how somebody signs in: they ask for the password or a second factor again."""


def read_table() -> dict[tuple[str, str], dict[str, str]]:
    """Return (page, method) -> {column: answer}."""
    rows = [line.split() for line in TABLE.splitlines() if line.strip()]
    return {
        (page, method): dict(
            zip(COLUMNS, answers * len(COLUMNS) if len(answers) == 1 else answers, strict=True)
        )
        for page, method, *answers in rows
    }
