# SPDX-FileCopyrightText: The Safehold contributors
# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pages of the register office, tables, sharing, ends, keys, members, audit, signing in. Columns: desk_table.py."""

#                                 lead     locked   noor     locked   auditor  tenzin   locked   his lead resea regis
OFFICES = """
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
registrar:correct           GET   404      404      404      404      404      404      404      404        404  >entry
registrar:correct           POST  404      404      404      404      404      404      404      404        404  >entry
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
registrar:catch_up          GET   405
registrar:catch_up          POST  404      404      404      404      404      404      404      404        404  >log
registrar:expect            GET   405
registrar:expect            POST  404      404      404      404      404      404      404      404        404  422
registrar:answer            GET   405
registrar:answer            POST  404      404      404      404      404      404      404      404        404  422
registrar:paper             GET   404      404      404      404      404      404      404      404        404  200
registrar:paper             POST  405
registrar:agreements        GET   404      404      404      404      404      404      404      404        404  200
registrar:agreements        POST  405
registrar:new_agreement     GET   404      404      404      404      404      404      404      404        404  200
registrar:new_agreement     POST  404      404      404      404      404      404      404      404        404  422
registrar:agreement         GET   404      404      404      404      404      404      404      404        404  200
registrar:agreement         POST  405
registrar:end_agreement     GET   405
registrar:end_agreement     POST  404      404      404      404      404      404      404      404        404  422
registrar:opinions          GET   404      404      404      404      404      404      404      404        404  200
registrar:opinions          POST  405
registrar:new_opinion       GET   404      404      404      404      404      404      404      404        404  200
registrar:new_opinion       POST  404      404      404      404      404      404      404      404        404  422
registrar:opinion           GET   404      404      404      404      404      404      404      404        404  200
registrar:opinion           POST  405
registrar:new_bulletin      GET   404      404      404      404      404      404      404      404        404  200
registrar:new_bulletin      POST  404      404      404      404      404      404      404      404        404  422
registrar:settle_update     GET   405
registrar:settle_update     POST  404      404      404      404      404      404      404      404        404  >late

watchlists:lists            GET   200      200      200      200      403      200      200      200        200  403
watchlists:lists            POST  405      405      405      405      403      405      405      405        405  403
watchlists:list             GET   200      200      200      200      403      404      404      404        200  403
watchlists:list             POST  405      405      405      405      403      405      405      405        405  403
watchlists:parties          GET   200      200      200      200      403      404      404      404        200  403
watchlists:parties          POST  405      405      405      405      403      405      405      405        405  403
watchlists:version          GET   200      200      200      200      403      404      404      404        200  403
watchlists:version          POST  405      405      405      405      403      405      405      405        405  403
watchlists:party            GET   200      200      200      200      403      404      404      404        200  403
watchlists:party            POST  405      405      405      405      403      405      405      405        405  403
watchlists:import           GET   405      405      403      403      403      403      403      405        403  403
watchlists:import           POST  422      423      403      403      403      403      403      422        403  403

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
