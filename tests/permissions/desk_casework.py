# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of casework: my day, tasks, cases, evidence, referrals, support. Columns: desk_table.py."""

#                                 lead     locked   noor     locked   auditor  tenzin   locked   his lead resea regis
CASEWORK = """
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

actors:list                 GET   200      >unlock  200      >unlock  403      200      >unlock  200        403  403
actors:list                 POST  405      405      405      405      403      405      405      405        403  403
actors:screen_waiting       GET   405      405      405      405      403      405      405      405        403  403
actors:screen_waiting       POST  >list    423      >list    423      403      >list    423      >list      403  403
actors:case                 GET   200      >unlock  200      >unlock  404      404      404      404        403  404
actors:case                 POST  405
actors:actor                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
actors:actor                POST  405
actors:screening            GET   200      >unlock  200      >unlock  404      404      404      404        403  404
actors:screening            POST  405
actors:add                  GET   200      >unlock  200      >unlock  404      404      404      404        403  404
actors:add                  POST  422      423      422      423      404      404      404      404        403  404
actors:from_party           GET   200      >unlock  200      >unlock  404      404      404      404        403  404
actors:from_party           POST  422      423      422      423      404      404      404      404        403  404
actors:change               GET   200      >unlock  200      >unlock  404      404      404      404        403  404
actors:change               POST  422      423      422      423      404      404      404      404        403  404
actors:add_statement        GET   200      >unlock  200      >unlock  404      404      404      404        403  404
actors:add_statement        POST  422      423      422      423      404      404      404      404        403  404
actors:add_mistake          GET   200      >unlock  200      >unlock  404      404      404      404        403  404
actors:add_mistake          POST  422      423      422      423      404      404      404      404        403  404
actors:decide               GET   200      >unlock  200      >unlock  404      404      404      404        403  404
actors:decide               POST  422      423      422      423      404      404      404      404        403  404
actors:remove               GET   405
actors:remove               POST  >case    423      >case    423      404      404      404      404        403  404
actors:remove_statement     GET   405
actors:remove_statement     POST  >actor   423      >actor   423      404      404      404      404        403  404
actors:remove_mistake       GET   405
actors:remove_mistake       POST  >actor   423      >actor   423      404      404      404      404        403  404
actors:screen               GET   405
actors:screen               POST  >screening 423     >screening 423    404      404      404      404        403  404

dossiers:list               GET   200      >unlock  200      >unlock  403      200      >unlock  200        403  403
dossiers:list               POST  405      405      405      405      403      405      405      405        403  403
dossiers:case               GET   200      >unlock  200      >unlock  404      404      404      404        403  404
dossiers:case               POST  405
dossiers:dossier            GET   200      >unlock  200      >unlock  404      404      404      404        403  404
dossiers:dossier            POST  405
dossiers:add                GET   200      >unlock  200      >unlock  404      404      404      404        403  404
dossiers:add                POST  422      423      422      423      404      404      404      404        403  404
dossiers:words              GET   200      >unlock  200      >unlock  404      404      404      404        403  404
dossiers:words              POST  422      423      422      423      404      404      404      404        403  404
dossiers:add_part           GET   200      >unlock  200      >unlock  404      404      404      404        403  404
dossiers:add_part           POST  422      423      422      423      404      404      404      404        403  404
dossiers:change_part        GET   200      >unlock  200      >unlock  404      404      404      404        403  404
dossiers:change_part        POST  422      423      422      423      404      404      404      404        403  404
dossiers:review             GET   200      >unlock  200      >unlock  404      404      404      404        403  404
dossiers:review             POST  422      423      422      423      404      404      404      404        403  404
dossiers:step               GET   200      >unlock  200      >unlock  404      404      404      404        403  404
dossiers:step               POST  422      423      422      423      404      404      404      404        403  404
dossiers:criteria           GET   200      >unlock  200      >unlock  404      404      404      404        403  404
dossiers:criteria           POST  >dossier 423      >dossier 423     404      404      404      404        403  404
dossiers:remove_part        GET   405
dossiers:remove_part        POST  >dossier 423      >dossier 423     404      404      404      404        403  404
dossiers:make_version       GET   405
dossiers:make_version       POST  >dossier 423      >dossier 423     404      404      404      404        403  404
dossiers:take               GET   405
dossiers:take               POST  >dossier 423      >dossier 423     404      404      404      404        403  404
dossiers:preview            GET   200      >unlock  200      >unlock  404      404      404      404        403  404
dossiers:preview            POST  405

families:list               GET   200      >unlock  200      >unlock  403      >footing >unlock  >footing 403    403
families:list               POST  405      405      405      405      403      405      405      405      403    403
families:footing            GET   200      >unlock  200      >unlock  403      200      >unlock  200      403    403
families:footing            POST  422      423      422      423      403      422      423      422      403    403
families:case               GET   200      >unlock  200      >unlock  404      404      404      404      403    404
families:case               POST  405
families:family             GET   200      >unlock  200      >unlock  404      404      404      404      403    404
families:family             POST  405
families:calendar           GET   200      >unlock  200      >unlock  404      404      404      404      403    404
families:calendar           POST  405
families:add                GET   200      >unlock  200      >unlock  404      404      404      404      403    404
families:add                POST  422      423      422      423      404      404      404      404      403    404
families:title              GET   200      >unlock  200      >unlock  404      404      404      404      403    404
families:title              POST  422      423      422      423      404      404      404      404      403    404
families:ways               GET   200      >unlock  200      >unlock  404      404      404      404      403    404
families:ways               POST  422      423      422      423      404      404      404      404      403    404
families:paper              GET   200      >unlock  200      >unlock  404      404      404      404      403    404
families:paper              POST  422      423      422      423      404      404      404      404      403    404
families:add_part           GET   200      >unlock  200      >unlock  404      404      404      404      403    404
families:add_part           POST  422      423      422      423      404      404      404      404      403    404
families:change_part        GET   200      >unlock  200      >unlock  404      404      404      404      403    404
families:change_part        POST  422      423      422      423      404      404      404      404      403    404
families:facts              GET   200      >unlock  200      >unlock  404      404      404      404      403    404
families:facts              POST  >family  423      >family  423      404      404      404      404      403    404
families:remove_part        GET   405
families:remove_part        POST  >family  423      >family  423      404      404      404      404      403    404
families:remove             GET   405
families:remove             POST  >case    423      >case    423      404      404      404      404      403    404

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
"""
