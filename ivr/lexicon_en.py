"""English as callers speak it to a call centre: what to drop, what to spell out, what means alike.

In all three tables an underscore joins the words of one phrase.
"""

# Politeness and hesitation, which say nothing about the reason.
FILLERS = """
um umm uh uhm uhh er erm eh hm hmm mm mmm ah oh well okay ok so please pls kindly actually basically just
hi hello hey dear sir madam there_you good_morning good_afternoon good_evening good_day thanks thank_you
thank_you_very_much you_know i_mean sorry excuse_me sort_of kind_of
help_me please_help i_need_help i_need_some_help can_you_help can_you_help_me could_you_help could_you_help_me
can_you_tell_me could_you_tell_me can_you_explain can_you_please_tell_me tell_me
i_would_like_to_know i_want_to_know i_need_to_know i_would_like_to_ask i_wanted_to_ask i_have_a_question
i_was_wondering i_was_wondering_if i_am_wondering i_am_calling_about i_am_calling_because
i_am_calling_to i_am_phoning_about i_am_ringing_about it_is_about i_would_like_to i_want_to i_need_to
what_is_going_on what_is_happening what_happened what_should_i_do what_do_i_do what_can_i_do
"""

# Too common to carry a reason: they count neither as known nor as unknown words.
STOP = """
a an the i me my mine myself you your yours we us our it this that these those he she they them their
is am are be been being was were do does did done have has had having will would can could should shall
may might must to of in into on at for from with by as and or but if then than also too very really
there here some any all again ever now about out up off what which who how why
need want like think know make made give let go going say says said tell told look looking see try tried
get got getting someone something anything thing way just one because possible question able
"""

# Read as: left is said, right is meant.
SPOKEN = """
wont=will_not cant=can_not cannot=can_not dont=do_not didnt=did_not doesnt=does_not isnt=is_not wasnt=was_not
hasnt=has_not havent=have_not wouldnt=would_not couldnt=could_not shouldnt=should_not arent=are_not
werent=were_not hadnt=had_not aint=is_not im=i_am ive=i_have i'd=i_would i'll=i_will theres=there_is
whats=what_is wheres=where_is whos=who_is hows=how_is thats=that_is its=it_is youre=you_are
gonna=going_to wanna=want_to gotta=have_to gimme=give_me lemme=let_me yall=you
"""

# One line a meaning. A word may have several; forms that differ by a regular ending need no entry.
MEANINGS = """
not: not no never none nothing without neither unable
lost: lost lose misplace missing mislaid dropped vanished disappear left_behind can_not_find gone
stolen: stolen stole steal theft robbed robbery thief mugged pickpocket snatched nicked burgled
fraud: fraud fraudulent scam scammer hacked hacker compromised unauthorised unauthorized cloned exposed dispute breach identity_theft someone_else somebody_else without_my_permission
strange: strange weird odd suspicious fishy unfamiliar unknown unrecognised unrecognized recognise recognize recognised recognized random unusual remember recall mystery
fee: fee charge cost surcharge commission overcharge price tariff fees how_much
extra: extra additional added more hidden higher another unexpected
wrong: wrong incorrect mistake error inaccurate incorrectly wrongly mistaken bad badly terrible awful atrocious not_right not_correct
declined: decline reject refuse deny denied block blocked fail failed unsuccessful bounce accept not_accepted not_go_through not_gone_through did_not_go_through
works: work function functional broken broke broken_down stopped_working defective faulty damaged cracked dead out_of_order malfunction
pending: pending waiting stuck on_hold hold processing outstanding delay clear
when: when long slow day hour week month yet still wait estimate how_long timeframe eta late overdue
fast: fast quick quickly asap urgent urgently express expedite hurry soon sooner
arrive: arrive arrival receive deliver delivery come came reach show_up turn_up shown appear
track: track tracking status progress follow_up whereabouts where
courier: courier driver parcel package shipment ship shipping dispatch post mail postal
cancel: cancel undo stop reverse reversal revert void withdraw_my_order call_off
refund: refund money_back reimburse reimbursement return compensation
buy: buy bought purchase order shop_for acquire
merchant: merchant store shop restaurant seller retailer business supermarket vendor landlord
pay: pay paid payment settle
bill: bill invoice statement receipt instalment installment
transaction: transaction
transfer: transfer send sent wire swift sepa remit remittance
recipient: beneficiary recipient friend payee
topup: top_up top_ups topup topups topped_up topping_up topped_off top_off top_it_up refill reload recharge add_money adding_money added_money add_funds adding_funds added_funds put_money load_money add_more_money add_some_money
deposit: deposit cheque check checks pay_in paid_in
cash: cash atm withdraw withdrawal withdrew withdrawn cash_machine cashpoint cash_point banknote take_money take_out_money took_out_money taking_out_money taking_money get_money_out money_out
machine: atm machine cash_machine cashpoint cash_point
money: money funds fund dollar euro pound quid bucks amount sum
exchange: exchange convert conversion swap
currency: currency gbp usd eur aud dollar euro pound ruble rouble russian foreign crypto cryptocurrency fiat
rate: rate rates interbank
abroad: abroad overseas foreign country travel holiday vacation europe european eu uk us usa america american world worldwide international global globally trip
card: card visa mastercard amex american_express debit_card credit_card plastic
twice: twice double duplicate multiple several_times many_times repeated two_times second_time
identity: identity identification id verify verification proof prove document passport licence
pin: pin pins pin_code pin_number
password: password passcode login log_in sign_in username credentials
account: account profile
open: open register registration sign_up join
child: child children kid son daughter age old young teen teenager minor underage years
change: change update modify edit switch amend set_up setup
details: address email surname name details telephone_number phone_number moved married personal_information
phone: phone mobile cell cellphone handset smartphone
swallowed: swallow ate eat eaten kept retain suck trap
virtual: virtual disposable throwaway one_time single_use temporary
physical: physical real actual
new: new replacement replace
spare: second spare extra additional another family
expire: expire expiration expiry run_out
activate: activate activation link enable
limit: limit maximum max restriction limited cap how_many unlimited
automatic: automatic automatically auto recurring
balance: balance reflect
salary: salary wage wages paycheck employer boss payroll paid_by_my
direct_debit: direct_debit standing_order
close: close terminate delete deactivate remove discontinue shut
app: app application website online
repair: repair fix mend service technician engineer
warranty: warranty guarantee
complain: complain complaint feedback unhappy angry disappointed rude unacceptable ridiculous dissatisfied furious upset fed_up
stock: stock available availability in_store
discount: discount promotion promo offer sale cheaper voucher coupon
appliance: fridge refrigerator freezer oven microwave washer dryer dishwasher washing_machine
screen: screen display picture monitor tv television
rude: rude unfriendly impolite shout lie lied cheat cheated treat treated behave behaved ignore
contactless: contactless tap nfc
wallet: apple_pay google_pay google_play apple_watch
"""
